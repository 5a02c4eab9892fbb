-- A decision or an action belongs to those who write until a version of the minutes gives it out. From then on it stays as it was given:
-- a later version may only put another in its place.

alter table partners_decision
  add column given_in    integer, -- version of the minutes that gave it out; none: not yet
  add column replaced_in integer, -- version that gave out another in its place
  add column replaces_id uuid,
  add unique (convention_id, replaces_id),
  add foreign key (convention_id, replaces_id) references partners_decision (convention_id, id),
  add check (replaced_in > given_in);
alter table partners_action
  add column given_in    integer,
  add column replaced_in integer,
  add column replaces_id uuid,
  add unique (convention_id, replaces_id),
  add foreign key (convention_id, replaces_id) references partners_action (convention_id, id),
  add check (replaced_in > given_in);

alter table partners_minutes no force row level security;
alter table partners_decision no force row level security, disable trigger user;
alter table partners_action no force row level security, disable trigger user;
update partners_decision d set given_in = (select min(version) from partners_minutes m
  where m.convention_id = d.convention_id and m.meeting_id = d.meeting_id and m.published_at >= d.written_at);
update partners_action a set given_in = (select min(version) from partners_minutes m
  where m.convention_id = a.convention_id and m.meeting_id = a.meeting_id and m.published_at >= a.written_at);
alter table partners_minutes force row level security;
alter table partners_decision force row level security, enable trigger user;
alter table partners_action force row level security, enable trigger user;

create function partners_given_out_stays() returns trigger language plpgsql set search_path = public as $$
declare
  -- What becomes of an action, and of a decision, is not what was given out.
  becomes constant text[] := array['closed_at', 'closed_by', 'outcome', 'replaced_in'];
begin
  if to_jsonb(new) - becomes is distinct from to_jsonb(old) - becomes then
    raise exception 'given out: the minutes say it as it is' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

do $$
declare
  one text;
begin
  foreach one in array array['partners_decision', 'partners_action'] loop
    execute format('drop policy seen on %I', one);
    execute format('create policy seen on %I for select using (convention_id = (select current_convention())
      and (select reads_partners()) and given_in is not null)', one);
    execute format('create policy given_out_stays on %I as restrictive for delete using (given_in is null)', one);
    execute format('create trigger given_out_stays before update on %I for each row when (old.given_in is not null)
      execute function partners_given_out_stays()', one);
  end loop;
end
$$;

drop index partners_action_convention_id_due_on_idx;
create index on partners_action (convention_id, due_on) where closed_at is null and replaced_in is null;

/* What a calendar reads by its address, as long as its member is one and may sign in. */
create or replace function partners_feed_meetings(in_token_hash text) returns table (
    code text, convention text, id uuid, title text, starts_at timestamptz, ends_at timestamptz, place text, revision integer, cancelled_at timestamptz)
  language sql stable security definer set search_path = public
  as $$
  select c.code, c.name, m.id, m.title, m.starts_at, m.ends_at, m.place, m.revision, m.cancelled_at
  from partners_feed f
    join member on member.convention_id = f.convention_id and member.id = f.member_id and member.ended_at is null
      and member.roles && array['operator-lead', 'operator-animator', 'landlord-pilot', 'partner']
    join account_person person on person.id = member.person_id and person.disabled_at is null
    join convention c on c.id = f.convention_id
    left join partners_meeting m on m.convention_id = f.convention_id and m.starts_at > now() - interval '1 year'
  where f.token_hash = in_token_hash and f.revoked_at is null
  order by m.starts_at
  limit 500
  $$;
