-- Letters that wait: tried again ever more rarely until their end, counted as given up after it, and stopped with a trace whoever stops them.
alter table mail add column given_up_at timestamptz;

create function mail_waits(m mail) returns boolean language sql stable
  return m.sent_at is null and m.refused_at is null and m.expires_at > now();

/* The pause grows from one try to the next, up to an hour: an outage of a night costs no letter. */
create or replace function mail_take(campaign_letters_a_minute integer)
  returns table (id uuid, recipient text, subject text, body text, unsubscribe text, calendar text, calendar_method text, reference uuid)
  language sql security definer set search_path = public as $$
  select m.id, m.recipient, m.subject, m.body, m.unsubscribe, m.calendar, m.calendar_method, m.reference from mail m
  where mail_waits(m)
    and coalesce(m.tried_at, m.written_at) + make_interval(mins => least(m.tries * m.tries, 60)) <= now()
    and (not m.only_by_day or is_by_day(clock_timestamp()))
    and (m.purpose <> 'campaign' or (select count(*) from mail other
      where other.purpose = 'campaign' and other.tried_at > clock_timestamp() - interval '1 minute') < campaign_letters_a_minute)
  order by m.purpose = 'campaign', m.written_at limit 1 for update skip locked
$$;

/* Letters that served their time: what was sent goes after 30 days, what could never be sent a week after it was given up. */
create or replace function mail_expire() returns integer
  language plpgsql security definer set search_path = public as $$
declare
  gone integer;
begin
  update mail set given_up_at = now() where sent_at is null and refused_at is null and given_up_at is null and expires_at <= now();
  delete from mail where sent_at < now() - interval '30 days' or (sent_at is null and expires_at < now() - interval '7 days');
  get diagnostics gone = row_count;
  update mail set body = '' where sent_at is not null and body <> '';
  return gone;
end
$$;

alter table mobilisation_trace drop constraint mobilisation_trace_what_check;
alter table mobilisation_trace add constraint mobilisation_trace_what_check
  check (what in ('sent', 'bounced', 'returned', 'stopped', 'given-up', 'unknown', 'moved', 'refused', 'no-box'));
create index on mobilisation_recipient (convention_id, address_hash) where address_hash is not null;

create or replace function mobilisation_mail_told() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  told text := case when new.sent_at is not null then 'sent' when new.refused_at is not null then 'bounced' else 'given-up' end;
begin
  insert into mobilisation_trace (convention_id, recipient_id, what, status)
    select r.convention_id, r.id, told, case when told = 'bounced' then substring(new.last_problem from '[45]\.\d{1,3}\.\d{1,3}') end
    from mobilisation_recipient r where r.convention_id = new.convention_id and r.id = new.reference
    on conflict (convention_id, recipient_id, what) do nothing;
  return null;
end
$$;
drop trigger mobilisation_mail_told on mail;
create trigger mobilisation_mail_told after update on mail for each row
  when (new.reference is not null and ((new.sent_at is not null and old.sent_at is null)
    or (new.refused_at is not null and old.refused_at is null) or (new.given_up_at is not null and old.given_up_at is null)))
  execute function mobilisation_mail_told();

/* What waits for these recipients stays here, and each letter says so. Returns how many. */
create function mobilisation_withhold(in_convention uuid, in_recipients uuid[]) returns integer
  language sql security definer set search_path = public as $$
  with gone as (
    delete from mail m where m.reference = any (in_recipients) and mail_waits(m) returning m.reference
  ), traced as (
    insert into mobilisation_trace (convention_id, recipient_id, what, noted_by)
      select in_convention, reference, 'stopped', current_member() from gone
      on conflict (convention_id, recipient_id, what) do nothing
  ) select count(*)::integer from gone
$$;

create or replace function mobilisation_stop(in_campaign uuid) returns integer
  language sql security definer set search_path = public as $$
  select case when has_role('operator-lead') then mobilisation_withhold(current_convention(), array(
    select r.id from mobilisation_recipient r where r.convention_id = current_convention() and r.campaign_id = in_campaign)) else 0 end
$$;

create or replace function mobilisation_returned(in_recipient uuid, in_status text, in_for_good boolean) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  own mobilisation_recipient;
begin
  select * into own from mobilisation_recipient r
    where r.id = in_recipient and r.outcome = 'written'
      and (current_convention() is null or (r.convention_id = current_convention() and has_role('operator-lead')));
  if own.id is null then return false; end if;
  insert into mobilisation_trace (convention_id, recipient_id, what, status, noted_by)
    values (own.convention_id, own.id, 'returned', in_status, current_member())
    on conflict (convention_id, recipient_id, what) do nothing;
  if in_for_good then
    perform mobilisation_withhold(own.convention_id, array(
      select r.id from mobilisation_recipient r where r.convention_id = own.convention_id and r.address_hash = own.address_hash));
  end if;
  return true;
end
$$;

/* Out, at once: also of what is still on its way, whoever noted it. */
create function mobilisation_opted_out() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  perform mobilisation_withhold(new.convention_id, array(
    select r.id from mobilisation_recipient r where r.convention_id = new.convention_id and r.address_hash = new.address_hash));
  return new;
end
$$;
-- Before the insert: what is said a second time is not inserted, and still stops a letter that was being written when it was said first.
create trigger opted_out before insert on mobilisation_opt_out for each row execute function mobilisation_opted_out();

/* The person's own press: out, or back in, whoever noted that they were out. */
create or replace function mobilisation_opt(in_token_hash text, is_out boolean) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  own mobilisation_recipient;
begin
  select * into own from mobilisation_recipient where token_hash = in_token_hash;
  if own.id is null then return false; end if;
  if is_out then
    insert into mobilisation_opt_out (convention_id, address_hash, way) values (own.convention_id, own.address_hash, 'link')
      on conflict (convention_id, address_hash) do nothing;
  else
    delete from mobilisation_opt_out where convention_id = own.convention_id and address_hash = own.address_hash;
  end if;
  return true;
end
$$;

create or replace function mobilisation_consent_taken_back() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  perform mobilisation_withhold(new.convention_id, array(
    select r.id from mobilisation_recipient r join mobilisation_campaign c on c.convention_id = r.convention_id and c.id = r.campaign_id
    where r.convention_id = new.convention_id and r.person_id = new.person_id and c.legal_kind = 'prospecting' and c.kind = new.channel));
  return null;
end
$$;

drop function mobilisation_sending(uuid);
/* How far a campaign by e-mail is; a letter that came back counts there, not among those that arrived. */
create function mobilisation_sending(in_campaign uuid)
  returns table (written integer, waiting integer, sent integer, bounced integer, returned integer, stopped integer, given_up integer, statuses text[])
  language sql stable security definer set search_path = public
  as $$
  select count(*)::integer,
    (count(*) filter (where letter.waits))::integer,
    (count(*) filter (where told.whats @> '{sent}' and not told.whats @> '{returned}'))::integer,
    (count(*) filter (where told.whats @> '{bounced}'))::integer,
    (count(*) filter (where told.whats @> '{returned}'))::integer,
    (count(*) filter (where told.whats @> '{stopped}'))::integer,
    (count(*) filter (where told.whats @> '{given-up}' or letter.is_over))::integer,
    coalesce(array_agg(told.status) filter (where told.status is not null), '{}')
  from mobilisation_recipient r
    left join lateral (select array_agg(t.what) as whats, max(t.status) as status from mobilisation_trace t
      where t.convention_id = r.convention_id and t.recipient_id = r.id) told on true
    left join lateral (select mail_waits(m) as waits, m.sent_at is null and m.refused_at is null and m.expires_at <= now() as is_over
      from mail m where m.reference = r.id) letter on true
  where r.convention_id = current_convention() and r.campaign_id = in_campaign and r.outcome = 'written'
    and has_role('operator-lead', 'operator-animator', 'landlord-pilot')
  $$;

revoke execute on function mobilisation_withhold, mobilisation_opted_out, mobilisation_sending from public;
grant execute on function mobilisation_sending to palier_app;
