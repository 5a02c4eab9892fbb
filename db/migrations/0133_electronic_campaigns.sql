-- Campaigns by e-mail and text message: who was written to, what became of each letter, who wants none.
alter table mobilisation_campaign drop constraint mobilisation_campaign_kind_check;
alter table mobilisation_campaign add constraint mobilisation_campaign_kind_check check (kind in ('letter', 'poster', 'email', 'sms'));

alter table mobilisation_recipient drop constraint mobilisation_recipient_outcome_check;
alter table mobilisation_recipient add constraint mobilisation_recipient_outcome_check
  check (outcome in ('printed', 'bad-address', 'written', 'listed', 'bad-contact', 'opted-out'));
alter table mobilisation_recipient add column address_hash text, -- keyed: it says whether an address opted out, not which it is
  add column token_hash text unique; -- of the link to opt out
create index on mobilisation_recipient (convention_id, person_id);

-- Addresses that want no campaign any more, as keyed hashes: the list cannot be read back.
create table mobilisation_opt_out (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  address_hash  text not null,
  way           text not null check (way in ('link', 'team')),
  noted_by      uuid,
  noted_at      timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, address_hash),
  foreign key (convention_id, noted_by) references member (convention_id, id),
  check ((way = 'team') = (noted_by is not null))
);

-- What became of a letter, as it was told: by the mail server, by who stopped the sending, by the post.
create table mobilisation_trace (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  recipient_id  uuid not null,
  what          text not null check (what in ('sent', 'bounced', 'stopped', 'unknown', 'moved', 'refused', 'no-box')),
  noted_by      uuid,
  noted_at      timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, recipient_id, what),
  foreign key (convention_id, recipient_id) references mobilisation_recipient (convention_id, id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);

-- Letters of a campaign wait behind all others and leave so many a minute; one that the other side refuses for good is not tried again.
alter table mail add column reference uuid, -- what it is about, for whoever wrote it
  add column unsubscribe text check (unsubscribe !~ '[\r\n<>]'), -- one press opts out (RFC 8058)
  add column tried_at timestamptz,
  add column refused_at timestamptz;
create index on mail (reference) where reference is not null;
create index on mail (tried_at) where purpose = 'campaign';

drop function mail_take();
create function mail_take(campaign_letters_a_minute integer) returns table (id uuid, recipient text, subject text, body text, unsubscribe text)
  language sql security definer set search_path = public as $$
  select m.id, m.recipient, m.subject, m.body, m.unsubscribe from mail m
  where m.sent_at is null and m.refused_at is null and m.tries < 8 and m.expires_at > now()
    and m.written_at + make_interval(mins => (m.tries * m.tries)::integer) <= now()
    and (m.purpose <> 'campaign' or (select count(*) from mail other
      where other.purpose = 'campaign' and other.tried_at > clock_timestamp() - interval '1 minute') < campaign_letters_a_minute)
  order by m.purpose = 'campaign', m.written_at limit 1 for update skip locked
$$;
drop function mail_tried(uuid, text);
create function mail_tried(letter uuid, problem text, for_good boolean) returns void
  language sql security definer set search_path = public as $$
  update mail set tries = tries + 1, last_problem = problem, tried_at = clock_timestamp(),
    sent_at = case when problem is null then now() end, refused_at = case when for_good then now() end
  where id = letter
$$;
revoke execute on function mail_take, mail_tried from public;
grant execute on function mail_take, mail_tried to palier_app;

create function mobilisation_mail_told() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  insert into mobilisation_trace (convention_id, recipient_id, what)
    select r.convention_id, r.id, case when new.sent_at is not null then 'sent' else 'bounced' end
    from mobilisation_recipient r where r.convention_id = new.convention_id and r.id = new.reference
    on conflict (convention_id, recipient_id, what) do nothing;
  return null;
end
$$;
create trigger mobilisation_mail_told after update on mail for each row
  when (new.reference is not null and ((new.sent_at is not null and old.sent_at is null) or (new.refused_at is not null and old.refused_at is null)))
  execute function mobilisation_mail_told();

/* How far a campaign by e-mail is. */
create function mobilisation_sending(in_campaign uuid) returns table (written integer, waiting integer, sent integer, bounced integer, stopped integer)
  language sql stable security definer set search_path = public
  as $$
  select count(*)::integer,
    (count(*) filter (where exists (select from mail m where m.reference = r.id and m.sent_at is null and m.refused_at is null and m.tries < 8)))::integer,
    (count(*) filter (where told.whats @> '{sent}'))::integer,
    (count(*) filter (where told.whats @> '{bounced}'))::integer,
    (count(*) filter (where told.whats @> '{stopped}'))::integer
  from mobilisation_recipient r
    left join lateral (select array_agg(t.what) as whats from mobilisation_trace t
      where t.convention_id = r.convention_id and t.recipient_id = r.id) told on true
  where r.convention_id = current_convention() and r.campaign_id = in_campaign and r.outcome = 'written'
    and has_role('operator-lead', 'operator-animator', 'landlord-pilot')
  $$;

/* What has not left stays here. Returns how many. */
create function mobilisation_stop(in_campaign uuid) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  stopped uuid[];
begin
  if not has_role('operator-lead') then return 0; end if;
  with gone as (
    delete from mail m using mobilisation_recipient r
    where r.convention_id = current_convention() and r.campaign_id = in_campaign and m.reference = r.id and m.sent_at is null and m.refused_at is null
    returning r.id
  ) select coalesce(array_agg(id), '{}') into stopped from gone;
  insert into mobilisation_trace (convention_id, recipient_id, what, noted_by)
    select current_convention(), id, 'stopped', current_member() from unnest(stopped) as id;
  return cardinality(stopped);
end
$$;

/* Whose letter a link to opt out came with, and whether that address is out. */
create function mobilisation_opt_out_seen(in_token_hash text) returns table (landlord_name text, operator_name text, is_out boolean)
  language sql stable security definer set search_path = public
  as $$
  select c.landlord_name, c.operator_name,
    exists (select from mobilisation_opt_out o where o.convention_id = r.convention_id and o.address_hash = r.address_hash)
  from mobilisation_recipient r join convention c on c.id = r.convention_id
  where r.token_hash = in_token_hash
  $$;

/* Out, at once: also of what is still on its way. Or back in. */
create function mobilisation_opt(in_token_hash text, is_out boolean) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  own mobilisation_recipient;
begin
  select * into own from mobilisation_recipient where token_hash = in_token_hash;
  if own.id is null then return false; end if;
  if is_out then
    insert into mobilisation_opt_out (convention_id, address_hash, way) values (own.convention_id, own.address_hash, 'link')
      on conflict (convention_id, address_hash) do nothing;
    delete from mail m using mobilisation_recipient r
      where r.convention_id = own.convention_id and r.address_hash = own.address_hash and m.reference = r.id and m.sent_at is null;
  else
    delete from mobilisation_opt_out where convention_id = own.convention_id and address_hash = own.address_hash and way = 'link';
  end if;
  return true;
end
$$;

revoke execute on function mobilisation_mail_told, mobilisation_sending, mobilisation_stop, mobilisation_opt_out_seen, mobilisation_opt from public;
grant execute on function mobilisation_sending, mobilisation_stop, mobilisation_opt_out_seen, mobilisation_opt to palier_app;

alter table mobilisation_opt_out enable row level security, force row level security;
alter table mobilisation_trace enable row level security, force row level security;
create policy seen on mobilisation_opt_out for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
create policy noted on mobilisation_opt_out for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and way = 'team' and noted_by = (select current_member()));
create policy seen on mobilisation_trace for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
create policy noted on mobilisation_trace for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and noted_by = (select current_member())
  and what in ('unknown', 'moved', 'refused', 'no-box'));
grant select, insert on mobilisation_opt_out, mobilisation_trace to palier_app;
call audit_table('mobilisation_opt_out');
call audit_table('mobilisation_trace');
