-- Offers from which a seller gains (CPCE art. L34-5): by e-mail and text message only to who agreed, and by day.
alter table mobilisation_campaign add column legal_kind text not null default 'service-information'
  check (legal_kind in ('service-information', 'prospecting')); -- set with the campaign: what was approved was approved as such

alter table mobilisation_recipient drop constraint mobilisation_recipient_outcome_check;
alter table mobilisation_recipient add constraint mobilisation_recipient_outcome_check
  check (outcome in ('printed', 'bad-address', 'written', 'listed', 'bad-contact', 'opted-out', 'no-consent'));

-- What a person said of offers, each time they said it: the last word holds. It proves consent, hence nothing is changed or deleted.
create table mobilisation_consent (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  person_id     uuid not null, -- without a key to the register: what was said outlives its changes
  channel       text not null check (channel in ('email', 'sms')),
  is_given      boolean not null,
  wording       integer not null check (wording >= 1), -- version of the words that were agreed to
  way           text not null check (way in ('door', 'phone', 'paper', 'form', 'link')),
  said_on       date not null default (now() at time zone 'Europe/Paris')::date,
  noted_by      uuid, -- nobody: the person's own press on a link
  noted_at      timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, noted_by) references member (convention_id, id),
  check ((way = 'link') = (noted_by is null)),
  check (said_on <= (noted_at at time zone 'Europe/Paris')::date)
);
create index on mobilisation_consent (convention_id, channel, person_id, said_on desc, id desc);

-- The link that the team gives to a person without a letter; it is derived from the installation's secret, and its hash alone is kept.
create table mobilisation_consent_link (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  person_id     uuid not null,
  token_hash    text not null unique,
  primary key (convention_id, id),
  unique (convention_id, person_id)
);

/* Who agrees, by channel. */
create view mobilisation_consented with (security_invoker = true) as
  select convention_id, person_id, channel, said_on from (
    select distinct on (convention_id, channel, person_id) convention_id, person_id, channel, said_on, is_given
    from mobilisation_consent order by convention_id, channel, person_id, said_on desc, id desc
  ) last where is_given;

-- A letter that may leave by day only.
alter table mail add column only_by_day boolean not null default false;

/* Not between 20 and 8 o'clock, not on a Sunday, as the clock says where the tenants live. */
create function is_by_day(at timestamptz) returns boolean language sql stable
  return extract(isodow from at at time zone 'Europe/Paris') < 7 and extract(hour from at at time zone 'Europe/Paris') between 8 and 19;

create or replace function mail_take(campaign_letters_a_minute integer)
  returns table (id uuid, recipient text, subject text, body text, unsubscribe text, calendar text, calendar_method text)
  language sql security definer set search_path = public as $$
  select m.id, m.recipient, m.subject, m.body, m.unsubscribe, m.calendar, m.calendar_method from mail m
  where m.sent_at is null and m.refused_at is null and m.tries < 8 and m.expires_at > now()
    and m.written_at + make_interval(mins => (m.tries * m.tries)::integer) <= now()
    and (not m.only_by_day or is_by_day(clock_timestamp()))
    and (m.purpose <> 'campaign' or (select count(*) from mail other
      where other.purpose = 'campaign' and other.tried_at > clock_timestamp() - interval '1 minute') < campaign_letters_a_minute)
  order by m.purpose = 'campaign', m.written_at limit 1 for update skip locked
$$;

/* A consent taken back holds at once: also for what is still on its way. */
create function mobilisation_consent_taken_back() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  delete from mail m using mobilisation_recipient r join mobilisation_campaign c on c.convention_id = r.convention_id and c.id = r.campaign_id
    where r.convention_id = new.convention_id and r.person_id = new.person_id and c.legal_kind = 'prospecting' and c.kind = new.channel
      and m.reference = r.id and m.sent_at is null;
  return null;
end
$$;
create trigger taken_back after insert on mobilisation_consent for each row when (not new.is_given)
  execute function mobilisation_consent_taken_back();

/* Whose link it is: one that the team gave, or one that came with a letter. */
create function mobilisation_consent_who(in_token_hash text) returns table (convention_id uuid, person_id uuid)
  language sql stable security definer set search_path = public
  as $$
  select l.convention_id, l.person_id from mobilisation_consent_link l where l.token_hash = in_token_hash
  union all
  select r.convention_id, r.person_id from mobilisation_recipient r where r.token_hash = in_token_hash
  $$;

create function mobilisation_consent_seen(in_token_hash text)
  returns table (landlord_name text, operator_name text, channels text[])
  language sql stable security definer set search_path = public
  as $$
  select c.landlord_name, c.operator_name, array(select y.channel from mobilisation_consented y
    where y.convention_id = who.convention_id and y.person_id = who.person_id order by y.channel)
  from mobilisation_consent_who(in_token_hash) who join convention c on c.id = who.convention_id
  $$;

/* The person's own word. Said twice it is noted once. */
create function mobilisation_consent_say(in_token_hash text, in_channel text, in_given boolean, in_wording integer) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  who record;
begin
  select * into who from mobilisation_consent_who(in_token_hash);
  if who.person_id is null then return false; end if;
  insert into mobilisation_consent (convention_id, person_id, channel, is_given, wording, way)
    select who.convention_id, who.person_id, in_channel, in_given, in_wording, 'link'
    where in_given is distinct from exists (select from mobilisation_consented y
      where y.convention_id = who.convention_id and y.person_id = who.person_id and y.channel = in_channel);
  return true;
end
$$;

revoke execute on function mobilisation_consent_taken_back, mobilisation_consent_who, mobilisation_consent_seen, mobilisation_consent_say from public;
grant execute on function mobilisation_consent_seen, mobilisation_consent_say to palier_app;

alter table mobilisation_consent enable row level security, force row level security;
alter table mobilisation_consent_link enable row level security, force row level security;
create policy seen on mobilisation_consent for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
create policy noted on mobilisation_consent for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and noted_by = (select current_member()));
create policy seen on mobilisation_consent_link for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
create policy made on mobilisation_consent_link for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
grant select, insert on mobilisation_consent, mobilisation_consent_link to palier_app;
grant select on mobilisation_consented to palier_app;
call audit_table('mobilisation_consent');
call audit_table('mobilisation_consent_link');
