-- Partners: who is around the table, how each is engaged, what was said and decided together, and what everyone agreed on.

create function reads_partners() returns boolean
  language sql stable parallel safe
  return has_role('operator-lead', 'operator-animator', 'landlord-pilot', 'partner');

create table partners_organisation (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  name          text not null check (length(name) between 2 and 200),
  kind          text not null check (kind in ('operator', 'landlord', 'commune', 'intercommunality', 'department', 'state',
                  'allocating', 'funder', 'association', 'company', 'social-service', 'residents', 'other')),
  is_party      boolean not null default false, -- agrees, or not, to the objectives and the minutes
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  archived_at   timestamptz,
  primary key (convention_id, id),
  unique (convention_id, name),
  foreign key (convention_id, made_by) references member (convention_id, id)
);

-- How an organisation is engaged and what interests it, as known on a day: the newest row holds, the others are its history.
create table partners_step (
  convention_id   uuid not null,
  id              uuid not null default uuidv7(),
  organisation_id uuid not null,
  engagement      text not null check (engagement in ('to-meet', 'met', 'engaged', 'active', 'paused', 'declined')),
  interest        text not null default '' check (length(interest) <= 1000),
  note            text not null default '' check (length(note) <= 1000),
  happened_on     date not null,
  noted_by        uuid not null,
  noted_at        timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, organisation_id) references partners_organisation (convention_id, id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on partners_step (convention_id, organisation_id, id desc);

create table partners_contact (
  convention_id   uuid not null,
  id              uuid not null default uuidv7(),
  organisation_id uuid not null,
  name            text not null check (length(name) between 2 and 120),
  duty            text not null default '' check (length(duty) <= 120), -- what they do there
  email           text check (email = lower(email) and length(email) <= 200),
  phone           text check (length(phone) <= 30),
  member_id       uuid, -- their account here: they speak for the organisation
  made_at         timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, member_id),
  foreign key (convention_id, organisation_id) references partners_organisation (convention_id, id),
  foreign key (convention_id, member_id) references member (convention_id, id)
);
create index on partners_contact (convention_id, organisation_id);

-- Who sits in the steering committee, since when and until when.
create table partners_seat (
  convention_id   uuid not null,
  id              uuid not null default uuidv7(),
  organisation_id uuid not null,
  holder_id       uuid,
  substitute_id   uuid,
  from_on         date not null default current_date,
  to_on           date,
  made_by         uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, organisation_id) references partners_organisation (convention_id, id),
  foreign key (convention_id, holder_id) references partners_contact (convention_id, id) on delete set null (holder_id),
  foreign key (convention_id, substitute_id) references partners_contact (convention_id, id) on delete set null (substitute_id),
  foreign key (convention_id, made_by) references member (convention_id, id),
  check (to_on is null or to_on >= from_on)
);
create unique index on partners_seat (convention_id, organisation_id) where to_on is null;

-- When the committee meets each year: which months, which weekday of the month, at what hour.
create table partners_rhythm (
  convention_id uuid primary key references convention (id),
  months        integer[] not null check (cardinality(months) between 1 and 12 and months <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  week          integer not null check (week between 1 and 4),
  weekday       integer not null check (weekday between 1 and 5), -- Monday is 1
  at            time not null,
  minutes       integer not null check (minutes between 15 and 480),
  place         text not null default '' check (length(place) <= 200),
  changed_by    uuid not null,
  changed_at    timestamptz not null default now(),
  foreign key (convention_id, changed_by) references member (convention_id, id)
);

create table partners_meeting (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  kind          text not null check (kind in ('copil', 'technical', 'working', 'bilateral')),
  title         text not null check (length(title) between 3 and 200),
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  place         text not null check (length(place) between 2 and 300),
  remote_link   text check (remote_link ~ '^https://' and length(remote_link) <= 500),
  revision      integer not null default 0, -- counts what changed for those who were convened (SEQUENCE of RFC 5545)
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  convened_at   timestamptz,
  cancelled_at  timestamptz,
  cancel_reason text check (length(cancel_reason) <= 300),
  primary key (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id),
  check (ends_at > starts_at and ends_at < starts_at + interval '1 day')
);
create index on partners_meeting (convention_id, starts_at desc);

create table partners_point (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  meeting_id    uuid not null,
  position      integer not null check (position between 1 and 40),
  title         text not null check (length(title) between 1 and 200),
  minutes       integer check (minutes between 1 and 480),
  primary key (convention_id, id),
  foreign key (convention_id, meeting_id) references partners_meeting (convention_id, id)
);
create index on partners_point (convention_id, meeting_id, position);

-- What was said on a point, while it is being written; readers get it with the minutes.
create table partners_note (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  point_id      uuid not null,
  said          text not null check (length(said) <= 10000),
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, point_id),
  foreign key (convention_id, point_id) references partners_point (convention_id, id) on delete cascade,
  foreign key (convention_id, written_by) references member (convention_id, id)
);

-- Who is asked to come, named as on that day: minutes outlive the list of contacts.
create table partners_invitee (
  convention_id     uuid not null,
  id                uuid not null default uuidv7(),
  meeting_id        uuid not null,
  contact_id        uuid,
  name              text not null check (length(name) between 2 and 120),
  organisation_name text not null default '' check (length(organisation_name) <= 200),
  answer            text check (answer in ('present', 'remote', 'replaced', 'absent')),
  substitute        text check (length(substitute) between 2 and 120),
  answered_at       timestamptz,
  attendance        text check (attendance in ('present', 'remote', 'replaced', 'excused', 'absent')),
  attended_by       text check (attended_by in ('link', 'sheet')),
  attended_at       timestamptz,
  primary key (convention_id, id),
  unique (convention_id, meeting_id, contact_id),
  foreign key (convention_id, meeting_id) references partners_meeting (convention_id, id),
  foreign key (convention_id, contact_id) references partners_contact (convention_id, id) on delete set null (contact_id)
);

-- The personal link of an invitee, hashed. A letter sent again carries a new one, and the former opens nothing.
create table partners_link (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  invitee_id    uuid not null,
  token_hash    text not null unique,
  sent_at       timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, invitee_id),
  foreign key (convention_id, invitee_id) references partners_invitee (convention_id, id) on delete cascade
);

create table partners_decision (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  meeting_id    uuid not null,
  point_id      uuid,
  said          text not null check (length(said) between 3 and 1000),
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, meeting_id) references partners_meeting (convention_id, id),
  foreign key (convention_id, point_id) references partners_point (convention_id, id) on delete set null (point_id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);
create index on partners_decision (convention_id, meeting_id, id);

create table partners_action (
  convention_id   uuid not null,
  id              uuid not null default uuidv7(),
  meeting_id      uuid not null,
  point_id        uuid,
  said            text not null check (length(said) between 3 and 1000),
  organisation_id uuid not null, -- who answers for it
  person          text not null default '' check (length(person) <= 120),
  due_on          date not null,
  written_by      uuid not null,
  written_at      timestamptz not null default now(),
  closed_at       timestamptz,
  closed_by       uuid,
  outcome         text check (length(outcome) between 2 and 1000), -- what came of it
  primary key (convention_id, id),
  foreign key (convention_id, meeting_id) references partners_meeting (convention_id, id),
  foreign key (convention_id, point_id) references partners_point (convention_id, id) on delete set null (point_id),
  foreign key (convention_id, organisation_id) references partners_organisation (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id),
  foreign key (convention_id, closed_by) references member (convention_id, id),
  check ((closed_at is null) = (outcome is null) and (closed_at is null) = (closed_by is null))
);
create index on partners_action (convention_id, due_on) where closed_at is null;
create index on partners_action (convention_id, meeting_id, id);

-- Minutes as they were given out: never changed, corrected by a newer version.
create table partners_minutes (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  meeting_id    uuid not null,
  version       integer not null check (version >= 1),
  content       jsonb not null,
  published_by  uuid not null,
  published_at  timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, meeting_id, version),
  foreign key (convention_id, meeting_id) references partners_meeting (convention_id, id),
  foreign key (convention_id, published_by) references member (convention_id, id)
);

create table partners_objective (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  dropped_at    timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
create table partners_objective_version (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  objective_id  uuid not null,
  number        integer not null check (number >= 1),
  title         text not null check (length(title) between 3 and 200),
  said          text not null check (length(said) between 3 and 5000),
  measure       text not null default '' check (length(measure) <= 1000), -- how one will know that it is reached
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, objective_id, number),
  foreign key (convention_id, objective_id) references partners_objective (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

-- A word of a party on an objective's version or on minutes. Its newest approval or reservation is where it stands.
create table partners_word (
  convention_id   uuid not null,
  id              uuid not null default uuidv7(),
  version_id      uuid,
  minutes_id      uuid,
  organisation_id uuid not null,
  kind            text not null check (kind in ('comment', 'approval', 'reservation')),
  said            text not null default '' check (length(said) <= 2000),
  said_by         uuid not null,
  said_at         timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, version_id) references partners_objective_version (convention_id, id),
  foreign key (convention_id, minutes_id) references partners_minutes (convention_id, id),
  foreign key (convention_id, organisation_id) references partners_organisation (convention_id, id),
  foreign key (convention_id, said_by) references member (convention_id, id),
  check ((version_id is null) <> (minutes_id is null)),
  check (kind = 'approval' or said <> '')
);
create index on partners_word (convention_id, version_id, id);
create index on partners_word (convention_id, minutes_id, id);

-- A member's calendar address: whoever holds it reads the meetings, until it is revoked or the member leaves.
create table partners_feed (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  member_id     uuid not null,
  token_hash    text not null unique,
  made_at       timestamptz not null default now(),
  revoked_at    timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, member_id) references member (convention_id, id)
);
create unique index on partners_feed (convention_id, member_id) where revoked_at is null;

/* The party for which whoever asks may speak; nothing when their account is tied to no contact of a party. */
create function partners_party() returns uuid
  language sql stable security definer set search_path = public
  return (select c.organisation_id from partners_contact c
    join partners_organisation o on o.convention_id = c.convention_id and o.id = c.organisation_id
    where c.convention_id = current_convention() and c.member_id = current_member() and o.is_party and o.archived_at is null);

/* The committee as its readers see it: names and duties, no address and no number. */
create function partners_seats() returns table (
    id uuid, organisation_id uuid, organisation text, kind text, holder text, holder_duty text, substitute text, substitute_duty text,
    from_on date, to_on date)
  language sql stable security definer set search_path = public
  as $$
  select s.id, o.id, o.name, o.kind, h.name, h.duty, b.name, b.duty, s.from_on, s.to_on
  from partners_seat s
    join partners_organisation o on o.convention_id = s.convention_id and o.id = s.organisation_id
    left join partners_contact h on h.convention_id = s.convention_id and h.id = s.holder_id
    left join partners_contact b on b.convention_id = s.convention_id and b.id = s.substitute_id
  where s.convention_id = (select current_convention()) and (select reads_partners())
  order by o.name collate "fr-x-icu", s.from_on
  $$;

/* What the personal link shows, to whoever holds it, until thirty days after the meeting. */
create function partners_invitation(in_token_hash text) returns table (
    meeting_id uuid, name text, answer text, substitute text, attendance text, may_answer boolean, may_attend boolean,
    title text, starts_at timestamptz, ends_at timestamptz, place text, remote_link text, revision integer, cancelled_at timestamptz,
    operator_name text, agenda jsonb)
  language sql stable security definer set search_path = public
  as $$
  select m.id, i.name, i.answer, i.substitute, i.attendance,
    m.cancelled_at is null and now() < m.ends_at,
    m.cancelled_at is null and now() between m.starts_at - interval '1 hour' and m.ends_at + interval '3 hours' and i.attended_by is distinct from 'sheet',
    m.title, m.starts_at, m.ends_at, m.place, m.remote_link, m.revision, m.cancelled_at, c.operator_name,
    (select coalesce(jsonb_agg(jsonb_build_object('title', p.title, 'minutes', p.minutes) order by p.position), '[]')
     from partners_point p where p.convention_id = m.convention_id and p.meeting_id = m.id)
  from partners_link l
    join partners_invitee i on i.convention_id = l.convention_id and i.id = l.invitee_id
    join partners_meeting m on m.convention_id = i.convention_id and m.id = i.meeting_id
    join convention c on c.id = m.convention_id
  where l.token_hash = in_token_hash and now() < m.ends_at + interval '30 days'
  $$;

create function partners_answer(in_token_hash text, in_answer text, in_substitute text) returns boolean
  language plpgsql security definer set search_path = public as $$
begin
  update partners_invitee i set answer = in_answer, substitute = in_substitute, answered_at = now()
  from partners_link l, partners_meeting m
  where l.token_hash = in_token_hash and i.convention_id = l.convention_id and i.id = l.invitee_id
    and m.convention_id = i.convention_id and m.id = i.meeting_id and m.cancelled_at is null and now() < m.ends_at;
  return found;
end
$$;

/* Signing in at the meeting, from a phone: only while it takes place, and never over what the paper sheet says. */
create function partners_attend(in_token_hash text, in_attendance text) returns boolean
  language plpgsql security definer set search_path = public as $$
begin
  update partners_invitee i set attendance = in_attendance, attended_by = 'link', attended_at = now()
  from partners_link l, partners_meeting m
  where l.token_hash = in_token_hash and i.convention_id = l.convention_id and i.id = l.invitee_id
    and m.convention_id = i.convention_id and m.id = i.meeting_id and m.cancelled_at is null
    and now() between m.starts_at - interval '1 hour' and m.ends_at + interval '3 hours'
    and i.attended_by is distinct from 'sheet' and in_attendance in ('present', 'remote');
  return found;
end
$$;

/* What a calendar reads by its address: meetings of the last year and those to come. */
create function partners_feed_meetings(in_token_hash text) returns table (
    code text, convention text, id uuid, title text, starts_at timestamptz, ends_at timestamptz, place text, revision integer, cancelled_at timestamptz)
  language sql stable security definer set search_path = public
  as $$
  select c.code, c.name, m.id, m.title, m.starts_at, m.ends_at, m.place, m.revision, m.cancelled_at
  from partners_feed f
    join member on member.convention_id = f.convention_id and member.id = f.member_id and member.ended_at is null
      and member.roles && array['operator-lead', 'operator-animator', 'landlord-pilot', 'partner']
    join convention c on c.id = f.convention_id
    left join partners_meeting m on m.convention_id = f.convention_id and m.starts_at > now() - interval '1 year'
  where f.token_hash = in_token_hash and f.revoked_at is null
  order by m.starts_at
  limit 500
  $$;

revoke execute on function partners_invitation, partners_answer, partners_attend, partners_feed_meetings from public;
grant execute on function partners_invitation, partners_answer, partners_attend, partners_feed_meetings to palier_app;

do $$
declare
  one text;
  here constant text := 'convention_id = (select current_convention())';
  lead constant text := '(select has_role(''operator-lead''))';
  team constant text := '(select has_role(''operator-lead'', ''operator-animator''))';
  shown constant text := '(select reads_partners())';
begin
  foreach one in array array['organisation', 'step', 'contact', 'seat', 'rhythm', 'meeting', 'point', 'note', 'invitee', 'link', 'decision',
      'action', 'minutes', 'objective', 'objective_version', 'word', 'feed'] loop
    execute format('alter table partners_%s enable row level security, force row level security', one);
  end loop;
  foreach one in array array['organisation', 'seat', 'rhythm', 'meeting', 'point', 'invitee', 'minutes', 'objective', 'objective_version', 'word'] loop
    execute format('create policy seen on partners_%s for select using (%s and %s)', one, here, shown);
  end loop;
  foreach one in array array['step', 'contact'] loop
    execute format('create policy seen on partners_%s for select using (%s and %s)', one, here, team);
  end loop;
  foreach one in array array['organisation', 'contact', 'seat', 'rhythm', 'objective'] loop
    execute format('create policy changed on partners_%s for all using (%s and %s) with check (%2$s and %3$s)', one, here, lead);
  end loop;
  foreach one in array array['meeting', 'point', 'note', 'invitee', 'link', 'decision', 'action'] loop
    execute format('create policy changed on partners_%s for all using (%s and %s) with check (%2$s and %3$s)', one, here, team);
  end loop;
  -- Decisions and actions are everyone's once the minutes are out.
  foreach one in array array['decision', 'action'] loop
    execute format('create policy seen on partners_%1$s for select using (%2$s and %3$s and exists (select from partners_minutes given
      where given.convention_id = partners_%1$s.convention_id and given.meeting_id = partners_%1$s.meeting_id))', one, here, shown);
  end loop;
  execute format('create policy added on partners_step for insert with check (%s and %s and noted_by = (select current_member()))', here, lead);
  execute format('create policy added on partners_minutes for insert with check (%s and %s and published_by = (select current_member()))', here, team);
  execute format('create policy added on partners_objective_version for insert with check (%s and %s and written_by = (select current_member()))', here, lead);
  execute format('create policy added on partners_word for insert with check (%s and (select has_role(''operator-lead'', ''landlord-pilot'', ''partner''))
    and said_by = (select current_member()) and organisation_id = (select partners_party()))', here);
  execute format('create policy own on partners_feed for all using (%s and %s and member_id = (select current_member()))
    with check (%1$s and %2$s and member_id = (select current_member()))', here, shown);
end
$$;
grant select, insert on partners_step, partners_minutes, partners_objective_version, partners_word to palier_app;
grant select, insert, update on partners_organisation, partners_seat, partners_rhythm, partners_meeting, partners_objective, partners_note,
  partners_feed to palier_app;
grant select, insert, update, delete on partners_contact, partners_point, partners_invitee, partners_link, partners_decision, partners_action to palier_app;

call audit_table('partners_organisation');
call audit_table('partners_step');
call audit_table('partners_contact');
call audit_table('partners_seat');
call audit_table('partners_rhythm', 'convention_id', 'convention_id');
call audit_table('partners_meeting');
call audit_table('partners_point');
call audit_table('partners_note');
call audit_table('partners_invitee');
call audit_table('partners_link');
call audit_table('partners_decision');
call audit_table('partners_action');
call audit_table('partners_minutes');
call audit_table('partners_objective');
call audit_table('partners_objective_version');
call audit_table('partners_word');
call audit_table('partners_feed');
