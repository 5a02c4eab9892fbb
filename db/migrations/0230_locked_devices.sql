-- A guide that was handed to a device is used, though no interview has come back yet. And a locked device still hands over what it holds.
alter table survey_guide_version add column given_at timestamptz; -- when a device was first given it

/* Locks the version: a change that is under way ends first, and one that comes later finds it frozen. */
create function survey_guides_given(in_versions uuid[]) returns void
  language sql security definer set search_path = public as $$
  update survey_guide_version set given_at = now()
  where convention_id = current_convention() and has_role('operator-lead', 'operator-animator') and given_at is null and id = any (in_versions)
$$;
revoke execute on function survey_guides_given from public;
grant execute on function survey_guides_given to palier_app;

create or replace function survey_freeze_used_version() returns trigger language plpgsql security definer set search_path = public as $$
declare
  touched survey_question := case when tg_op = 'DELETE' then old else new end;
  given timestamptz;
begin
  select given_at into given from survey_guide_version
  where convention_id = touched.convention_id and id = touched.version_id for update;
  if given is not null
    or exists (select from survey_interview where convention_id = touched.convention_id and version_id = touched.version_id) then
    raise exception 'frozen: an interview uses this version of the guide' using errcode = 'restrict_violation';
  end if;
  return touched;
end
$$;

/*
 * Whose device it is, and what its key is made from: for the server alone, to open what a locked device hands over as it lies there. That
 * it could be written at all shows that it is the device's own.
 */
create function survey_device_keeper(in_device uuid, in_code text) returns table (person_id uuid, secret bytea)
  language sql stable security definer set search_path = public as $$
  select m.person_id, d.secret
  from survey_device d
    join member m on m.convention_id = d.convention_id and m.id = d.member_id
    join convention c on c.id = d.convention_id
  where d.id = in_device and c.code = in_code
$$;
revoke execute on function survey_device_keeper from public;
grant execute on function survey_device_keeper to palier_app;

/* Somebody whose account was disabled writes no more either. */
create or replace function survey_device_barred(in_device uuid) returns text
  language sql stable security definer set search_path = public as $$
  select case
    when m.ended_at is not null or p.disabled_at is not null then 'member-left'
    when not m.roles && array['operator-lead', 'operator-animator'] then 'role-changed'
    when c.closed_at is not null then 'convention-closed'
    when d.revoked_at is not null then 'device-revoked'
    else '' end
  from survey_device d
    join member m on m.id = d.member_id
    join account_person p on p.id = m.person_id
    join convention c on c.id = d.convention_id
  where d.id = in_device and m.person_id = current_person()
$$;
