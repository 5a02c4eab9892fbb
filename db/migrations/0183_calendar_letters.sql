-- A letter about a meeting brings its calendar entry: moved or called off, the calendar of whoever was convened follows.
alter table mail add calendar text, add calendar_method text check (calendar_method in ('REQUEST', 'CANCEL')),
  add check ((calendar is null) = (calendar_method is null));

drop function mail_take(integer);
create function mail_take(campaign_letters_a_minute integer)
  returns table (id uuid, recipient text, subject text, body text, unsubscribe text, calendar text, calendar_method text)
  language sql security definer set search_path = public as $$
  select m.id, m.recipient, m.subject, m.body, m.unsubscribe, m.calendar, m.calendar_method from mail m
  where m.sent_at is null and m.refused_at is null and m.tries < 8 and m.expires_at > now()
    and m.written_at + make_interval(mins => (m.tries * m.tries)::integer) <= now()
    and (m.purpose <> 'campaign' or (select count(*) from mail other
      where other.purpose = 'campaign' and other.tried_at > clock_timestamp() - interval '1 minute') < campaign_letters_a_minute)
  order by m.purpose = 'campaign', m.written_at limit 1 for update skip locked
$$;
revoke execute on function mail_take from public;
grant execute on function mail_take to palier_app;
