-- An amendment is prepared, then signed: it acts from its effective day once all confirmed parties have signed it, and never before.
-- From its first signature on nothing that it says changes; once it is signed by all, another amendment alone corrects it.
alter table convention_amendment add signed_on date, add signed_at timestamptz,
  add check ((signed_on is null) = (signed_at is null));

-- Signed already: by all who signed the convention, or with the signed document at hand. It keeps the place that it had among the versions.
with written as (
  select convention_id, amendment_id, max(written_at) as last from (
    select convention_id, amendment_id, decided_at as written_at from convention_schedule
    union all select convention_id, amendment_id, decided_at from convention_mission_terms
    union all select convention_id, amendment_id, decided_at from convention_funding
    union all select convention_id, amendment_id, written_at from convention_perimeter
    union all select convention_id, amendment_id, written_at from convention_action_version
  ) versions where amendment_id is not null group by 1, 2
)
update convention_amendment a set
  signed_on = coalesce((select max(s.signed_on) from convention_signature s
    where s.convention_id = a.convention_id and s.amendment_id = a.id), (a.made_at at time zone 'Europe/Paris')::date),
  signed_at = coalesce((select w.last from written w where w.convention_id = a.convention_id and w.amendment_id = a.id), a.made_at)
where a.file_id is not null or (
  (select count(*) from convention_signature s where s.convention_id = a.convention_id and s.amendment_id = a.id) >= 2
  and not exists (select from convention_signature itself where itself.convention_id = a.convention_id and itself.amendment_id is null
    and not exists (select from convention_signature s where s.convention_id = a.convention_id and s.amendment_id = a.id
      and s.party_id = itself.party_id)));

-- Actions as they stand today: the last version of those that no amendment asked for, or whose amendment is signed and takes effect.
create view convention_action_standing with (security_invoker = true) as
select distinct on (v.convention_id, v.action_id) v.convention_id, v.action_id, v.version, v.title, v.mission_id, v.is_withdrawn
from convention_action_version v
  left join convention_amendment a on a.convention_id = v.convention_id and a.id = v.amendment_id
where v.amendment_id is null or (a.signed_at is not null and a.effective_on <= (now() at time zone 'Europe/Paris')::date)
order by v.convention_id, v.action_id,
  coalesce(greatest(a.signed_at, a.effective_on::timestamp at time zone 'Europe/Paris'), v.written_at) desc, v.version desc;
grant select on convention_action_standing to palier_app;
drop function action_is_withdrawn(uuid, uuid);
revoke update (mission_id, rank) on convention_action from palier_app; -- where an action stands is what its version says

-- The last of the parties that signs makes it act: at least two, and each one that is confirmed.
create function close_amendment(in_convention uuid, in_amendment uuid) returns void
  language sql security definer set search_path = public as $$
  update convention_amendment a set signed_on = s.last_on, signed_at = now()
  from (select count(*) as parties, max(g.signed_on) as last_on from convention_signature g
    where g.convention_id = in_convention and g.amendment_id = in_amendment) s
  where a.convention_id = in_convention and a.id = in_amendment and a.signed_at is null and s.parties >= 2
    and not exists (select from convention_party p where p.convention_id = in_convention and p.is_confirmed
      and not exists (select from convention_signature g where g.convention_id = in_convention and g.amendment_id = in_amendment
        and g.party_id = p.id))
$$;

create function signature_counts() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then perform close_amendment(new.convention_id, new.amendment_id); end if;
  return null;
end
$$;
create trigger counts after insert on convention_signature for each row execute function signature_counts();

-- A party that is no longer one is not waited for.
create function confirmation_counts() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  perform close_amendment(a.convention_id, a.id) from convention_amendment a
  where a.convention_id = new.convention_id and a.signed_at is null;
  return null;
end
$$;
create trigger counts after update of is_confirmed on convention_party for each row
  when (old.is_confirmed and not new.is_confirmed) execute function confirmation_counts();

-- Whoever signs, takes a signature back or writes takes the amendment first, so that none of them looks while another acts.
create function signed_stays() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  row_ convention_signature := case tg_op when 'DELETE' then old else new end;
begin
  perform from convention_amendment a where a.convention_id = row_.convention_id and a.id = row_.amendment_id for update;
  if exists (select from convention_amendment a where a.convention_id = row_.convention_id and a.id = row_.amendment_id
    and a.signed_at is not null)
  then raise exception 'a signed amendment never changes' using errcode = 'PL030';
  end if;
  return row_;
end
$$;
create trigger signed_stays before insert or delete on convention_signature for each row execute function signed_stays();

create function amendment_stays() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  -- The document comes when it is scanned, and then stays.
  if old.signed_at is not null and (tg_op = 'DELETE' or to_jsonb(new) - 'file_id' <> to_jsonb(old) - 'file_id'
    or (old.file_id is not null and new.file_id is distinct from old.file_id))
  then raise exception 'a signed amendment never changes' using errcode = 'PL030';
  end if;
  if tg_op = 'DELETE' or (new.number, new.title, new.changes, new.effective_on) is distinct from (old.number, old.title, old.changes, old.effective_on)
  then
    if exists (select from convention_signature s where s.convention_id = old.convention_id and s.amendment_id = old.id)
    then raise exception 'what a party signed does not change' using errcode = 'PL031';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;
create trigger stays before update or delete on convention_amendment for each row execute function amendment_stays();

-- What an amendment says: written as long as nobody signed it. What no amendment asked for is history, and stays.
create function amended_stays() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  row_ jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
  in_convention uuid := (row_ ->> 'convention_id')::uuid;
  in_amendment uuid := case tg_table_name when 'convention_funding_share'
    then (select f.amendment_id from convention_funding f where f.convention_id = in_convention and f.id = (row_ ->> 'funding_id')::uuid)
    else (row_ ->> 'amendment_id')::uuid end;
begin
  -- Gone with the instalment, or with the shares, that it was about.
  if tg_op = 'DELETE' and tg_table_name = 'convention_funding' and row_ ->> 'instalment_id' is not null
    and not exists (select from convention_instalment t where t.convention_id = in_convention and t.id = (row_ ->> 'instalment_id')::uuid)
  then return old;
  end if;
  if tg_op = 'DELETE' and tg_table_name = 'convention_funding_share'
    and not exists (select from convention_funding f where f.convention_id = in_convention and f.id = (row_ ->> 'funding_id')::uuid)
  then return old;
  end if;
  if tg_op <> 'INSERT' and in_amendment is null
  then raise exception 'what was agreed stays' using errcode = 'PL032';
  end if;
  if in_amendment is not null then
    perform from convention_amendment a where a.convention_id = in_convention and a.id = in_amendment for share;
    if exists (select from convention_signature s where s.convention_id = in_convention and s.amendment_id = in_amendment)
      or exists (select from convention_amendment a where a.convention_id = in_convention and a.id = in_amendment and a.signed_at is not null)
    then raise exception 'what a party signed does not change' using errcode = 'PL031';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;

do $$
declare
  one text;
begin
  foreach one in array array['schedule', 'mission_terms', 'perimeter', 'funding', 'funding_share', 'action_version'] loop
    execute format('create trigger amended_stays before insert or update or delete on convention_%s for each row execute function amended_stays()', one);
    execute format('grant delete on convention_%s to palier_app', one);
  end loop;
end
$$;
grant update (title, changes, effective_on), delete on convention_amendment to palier_app;
grant delete on convention_action to palier_app; -- one that a prepared amendment alone brought in

-- The pilot whose signature was the last one makes the schedule follow, in the transaction of that signature and in no other.
create function signs_amendment() returns boolean
  language sql stable security definer set search_path = public
  return has_role('landlord-pilot') and exists (select from convention_amendment a
    where a.convention_id = current_convention() and a.signed_at = now());

create policy follows_signature on convention_mission for update
  using (convention_id = (select current_convention()) and signs_amendment())
  with check (convention_id = (select current_convention()) and signs_amendment());
create policy follows_signature on convention_instalment for all
  using (convention_id = (select current_convention()) and signs_amendment())
  with check (convention_id = (select current_convention()) and signs_amendment());
create policy follows_signature on convention_instalment_part for all
  using (convention_id = (select current_convention()) and signs_amendment())
  with check (convention_id = (select current_convention()) and signs_amendment());
