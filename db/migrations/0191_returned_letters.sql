-- Letters by e-mail that come back later (RFC 3464): what the other side said, by code. An address that is no good gets no other.
alter table mobilisation_trace drop constraint mobilisation_trace_what_check;
alter table mobilisation_trace add constraint mobilisation_trace_what_check
  check (what in ('sent', 'bounced', 'returned', 'stopped', 'unknown', 'moved', 'refused', 'no-box'));
alter table mobilisation_trace add column status text check (status ~ '^[45]\.\d{1,3}\.\d{1,3}$'),
  add check (status is null or what in ('bounced', 'returned'));
create index on mobilisation_trace (convention_id, recipient_id) where status is not null;

create or replace function mobilisation_mail_told() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  insert into mobilisation_trace (convention_id, recipient_id, what, status)
    select r.convention_id, r.id, case when new.sent_at is not null then 'sent' else 'bounced' end,
      case when new.sent_at is null then substring(new.last_problem from '[45]\.\d{1,3}\.\d{1,3}') end
    from mobilisation_recipient r where r.convention_id = new.convention_id and r.id = new.reference
    on conflict (convention_id, recipient_id, what) do nothing;
  return null;
end
$$;

/*
 * A letter came back: told by the mail server through the command, which acts for no convention, or by a lead for their own. Letters
 * that wait for an address that is no good stay here. False when no letter of ours has that number.
 */
create function mobilisation_returned(in_recipient uuid, in_status text, in_for_good boolean) returns boolean
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
    with gone as (
      delete from mail m using mobilisation_recipient r
      where r.convention_id = own.convention_id and r.address_hash = own.address_hash and m.reference = r.id
        and m.sent_at is null and m.refused_at is null
      returning r.id
    ) insert into mobilisation_trace (convention_id, recipient_id, what, noted_by)
      select own.convention_id, id, 'stopped', current_member() from gone
      on conflict (convention_id, recipient_id, what) do nothing;
  end if;
  return true;
end
$$;

drop function mobilisation_sending(uuid);
/* How far a campaign by e-mail is; a letter that came back counts there, not among those that arrived. */
create function mobilisation_sending(in_campaign uuid)
  returns table (written integer, waiting integer, sent integer, bounced integer, returned integer, stopped integer, statuses text[])
  language sql stable security definer set search_path = public
  as $$
  select count(*)::integer,
    (count(*) filter (where exists (select from mail m where m.reference = r.id and m.sent_at is null and m.refused_at is null and m.tries < 8)))::integer,
    (count(*) filter (where told.whats @> '{sent}' and not told.whats @> '{returned}'))::integer,
    (count(*) filter (where told.whats @> '{bounced}'))::integer,
    (count(*) filter (where told.whats @> '{returned}'))::integer,
    (count(*) filter (where told.whats @> '{stopped}'))::integer,
    coalesce(array_agg(told.status) filter (where told.status is not null), '{}')
  from mobilisation_recipient r
    left join lateral (select array_agg(t.what) as whats, max(t.status) as status from mobilisation_trace t
      where t.convention_id = r.convention_id and t.recipient_id = r.id) told on true
  where r.convention_id = current_convention() and r.campaign_id = in_campaign and r.outcome = 'written'
    and has_role('operator-lead', 'operator-animator', 'landlord-pilot')
  $$;

drop function mail_take(integer);
create function mail_take(campaign_letters_a_minute integer)
  returns table (id uuid, recipient text, subject text, body text, unsubscribe text, calendar text, calendar_method text, reference uuid)
  language sql security definer set search_path = public as $$
  select m.id, m.recipient, m.subject, m.body, m.unsubscribe, m.calendar, m.calendar_method, m.reference from mail m
  where m.sent_at is null and m.refused_at is null and m.tries < 8 and m.expires_at > now()
    and m.written_at + make_interval(mins => (m.tries * m.tries)::integer) <= now()
    and (not m.only_by_day or is_by_day(clock_timestamp()))
    and (m.purpose <> 'campaign' or (select count(*) from mail other
      where other.purpose = 'campaign' and other.tried_at > clock_timestamp() - interval '1 minute') < campaign_letters_a_minute)
  order by m.purpose = 'campaign', m.written_at limit 1 for update skip locked
$$;

revoke execute on function mobilisation_returned, mobilisation_sending, mail_take from public;
grant execute on function mobilisation_returned, mobilisation_sending, mail_take to palier_app;
