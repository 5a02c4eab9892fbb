-- How a session was opened and how long it lasts; its token lies here hashed only.
delete from account_session;
alter table account_session
  add column method        text not null default 'link' check (method in ('link', 'passkey', 'oidc')),
  add column is_shared     boolean not null default false,
  add column idle_minutes  integer not null default 15,
  add column ends_at       timestamptz not null default now() + interval '12 hours',
  add column needs_passkey boolean not null default false;

/* True for whoever only belongs to demonstrations: invented people, whom a demonstration installation lets in by a press. */
create function only_demonstrates(someone uuid) returns boolean
  language sql stable security definer set search_path = public
  return coalesce((select bool_and(c.is_demonstration) from member m join convention c on c.id = m.convention_id
                   where m.person_id = someone and m.ended_at is null), false)
    and not exists (select from convention where not is_demonstration
                    and exists (select from installation_administrator where person_id = someone));

/* How long a person's sessions last, and whether a letter alone is enough for them: the strictest of their roles decides. */
create function session_terms(someone uuid) returns table (idle_minutes integer, hours integer, sees_persons boolean)
  language sql stable security definer set search_path = public as $$
  with roles as (
    select m.roles, c.is_demonstration from member m join convention c on c.id = m.convention_id
    where m.person_id = someone and m.ended_at is null
  ), seen as (
    select exists (select from installation_administrator where person_id = someone) as administers,
      coalesce((select bool_and(r.roles <@ array['caretaker', 'resident']) from roles r), false) as ordinary,
      exists (select from roles r where not r.is_demonstration
              and r.roles && array['operator-lead', 'operator-animator', 'landlord-pilot', 'administrator']) as sees
  )
  select case when ordinary and not administers then 20160 else 30 end,
    case when ordinary and not administers then 2160 else 12 end,
    sees or (administers and not only_demonstrates(someone))
  from seen
$$;

/* Whom a demonstration offers to be: one member for each role of each demonstration, and its administrator. */
create function demonstration_people() returns table (person_id uuid, name text, role text, convention_name text)
  language sql stable security definer set search_path = public as $$
  select distinct on (c.created_at, c.id, role) m.person_id, m.display_name, role, c.name
  from convention c join member m on m.convention_id = c.id cross join unnest(m.roles) as role
  where c.is_demonstration and c.closed_at is null and m.ended_at is null and only_demonstrates(m.person_id)
  order by c.created_at, c.id, role, cardinality(m.roles), m.joined_at, m.id
$$;

-- A changed role, a new membership and its end all end the person's sessions: the next one starts with a new id and the right times.
create function sessions_end() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  delete from account_session where person_id = new.person_id;
  return null;
end
$$;
create trigger sessions_end_at_change after update of roles, ended_at on member
  for each row when (old.roles is distinct from new.roles or old.ended_at is distinct from new.ended_at) execute function sessions_end();
create trigger sessions_end_at_joining after insert on member for each row execute function sessions_end();

create function disabled_sessions_end() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  delete from account_session where person_id = new.id;
  return null;
end
$$;
create trigger sessions_end_at_disabling after update of disabled_at on account_person
  for each row when (new.disabled_at is not null) execute function disabled_sessions_end();
