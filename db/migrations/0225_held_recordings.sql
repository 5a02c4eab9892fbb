-- Sound and photos from a device whose member left, changed roles, or that was revoked: kept apart, sealed, until the lead decides or thirty days are over. Nothing of them is read back to whoever sends them.
create table survey_held_recording (
  convention_id uuid not null,
  id            uuid not null, -- made on the device
  device_id     uuid not null,
  interview_id  uuid not null, -- which may itself still wait for the lead
  kind          text not null check (kind in ('audio', 'photo')),
  media_type    text not null check (length(media_type) <= 100),
  caption       text not null check (length(caption) <= 200),
  began_at      timestamptz not null,
  moments       jsonb not null,
  manifest      jsonb, -- once the device says that it is whole
  seal          bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), -- its pieces can be read with it alone
  reason        text not null check (length(reason) <= 40),
  received_at   timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, device_id) references survey_device (convention_id, id)
);
create index on survey_held_recording (convention_id, device_id);
create index on survey_held_recording (convention_id, interview_id);

create table survey_held_piece (
  convention_id uuid not null,
  recording_id  uuid not null,
  number        integer not null check (number >= 0),
  offset_at     bigint not null check (offset_at >= 0),
  bytes         integer not null check (bytes >= 1),
  hash          text not null check (hash ~ '^[0-9a-f]{64}$'),
  file_id       uuid not null, -- sealed
  primary key (convention_id, recording_id, number),
  foreign key (convention_id, recording_id) references survey_held_recording (convention_id, id),
  foreign key (convention_id, file_id) references file (convention_id, id)
);
create index on survey_held_piece (convention_id, file_id);

do $$
declare
  named text;
begin
  foreach named in array array['survey_held_recording', 'survey_held_piece'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy decided on %I for select using (convention_id = (select current_convention()) and (select has_role('operator-lead')))$policy$, named);
    execute format('grant select on %I to palier_app', named);
  end loop;
end
$$;
call audit_table('survey_held_recording');

/* The convention of a device, for the person who opened it. */
create function survey_device_home(in_device uuid) returns uuid
  language sql stable security definer set search_path = public as $$
  select d.convention_id from survey_device d join member m on m.convention_id = d.convention_id and m.id = d.member_id
  where d.id = in_device and m.person_id = current_person()
$$;

/* One that is held: where it belongs, its seal, the pieces that came, and how many bytes are held of its device. Nothing of somebody else's. */
create function survey_device_held(in_device uuid, in_recording uuid) returns jsonb
  language sql stable security definer set search_path = public as $$
  select jsonb_build_object('kind', h.kind, 'convention', h.convention_id, 'seal', encode(h.seal, 'base64'), 'manifest', h.manifest,
    'used', (select coalesce(sum(p.bytes), 0) from survey_held_piece p join survey_held_recording o on o.convention_id = p.convention_id
      and o.id = p.recording_id where o.convention_id = h.convention_id and o.device_id = in_device),
    'pieces', (select coalesce(jsonb_agg(jsonb_build_object('index', p.number, 'offset', p.offset_at, 'bytes', p.bytes, 'hash', p.hash)
      order by p.number), '[]') from survey_held_piece p where p.convention_id = h.convention_id and p.recording_id = h.id))
  from survey_held_recording h
  where h.convention_id = survey_device_home(in_device) and h.device_id = in_device and h.id = in_recording
$$;

/*
 * What a barred device says that it holds.
 * @param in_most how many of one device are held at once
 * @returns nothing for somebody else's device; otherwise whether it may come: 'full', 'erased', 'whole' (it is here already), or 'open' with what
 *   `survey_device_held` tells
 */
create function survey_device_hold(in_device uuid, in_offer jsonb, in_reason text, in_most integer) returns jsonb
  language plpgsql security definer set search_path = public as $$
declare
  home uuid := survey_device_home(in_device);
  recording uuid := (in_offer ->> 'id')::uuid;
begin
  if home is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('held of ' || in_device, 0));
  if exists (select from survey_interview i where i.convention_id = home and i.id = (in_offer ->> 'interview')::uuid
      and (i.withdrawn_at is not null or not case in_offer ->> 'kind' when 'audio' then i.agrees_audio else i.agrees_photo end))
    or exists (select from survey_recording r where r.convention_id = home and r.id = recording and r.erased_at is not null) then
    return jsonb_build_object('state', 'erased');
  end if;
  if exists (select from survey_recording r where r.convention_id = home and r.id = recording and r.whole_at is not null) then
    return jsonb_build_object('state', 'whole');
  end if;
  if not exists (select from survey_held_recording h where h.convention_id = home and h.id = recording)
    and (select count(*) from survey_held_recording h where h.convention_id = home and h.device_id = in_device) >= in_most then
    return jsonb_build_object('state', 'full');
  end if;
  insert into survey_held_recording (convention_id, id, device_id, interview_id, kind, media_type, caption, began_at, moments, reason)
  values (home, recording, in_device, (in_offer ->> 'interview')::uuid, in_offer ->> 'kind', in_offer ->> 'mediaType', in_offer ->> 'caption',
    least(to_timestamp((in_offer ->> 'begunMs')::numeric / 1000), now()), in_offer -> 'moments', in_reason)
  on conflict do nothing;
  update survey_held_recording h set manifest = coalesce(h.manifest, nullif(in_offer -> 'manifest', 'null')), moments = in_offer -> 'moments'
  where h.convention_id = home and h.id = recording and h.device_id = in_device;
  return survey_device_held(in_device, recording) || jsonb_build_object('state', 'open');
end
$$;

/* A sealed piece whose bytes lie on the disk already. @param in_file {id, bytes, sha256} of the sealed bytes */
create function survey_device_hold_piece(in_device uuid, in_recording uuid, in_piece jsonb, in_file jsonb) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  home uuid := survey_device_home(in_device);
begin
  perform from survey_held_recording h where h.convention_id = home and h.device_id = in_device and h.id = in_recording for update;
  if not found then return false; end if;
  if exists (select from survey_held_piece p where p.convention_id = home and p.recording_id = in_recording and p.number = (in_piece ->> 'number')::integer) then
    return true;
  end if;
  insert into file (convention_id, id, name, media_type, bytes, sha256, purpose)
  values (home, (in_file ->> 'id')::uuid, 'piece', 'application/octet-stream', (in_file ->> 'bytes')::bigint, in_file ->> 'sha256', 'survey.held');
  insert into survey_held_piece (convention_id, recording_id, number, offset_at, bytes, hash, file_id)
  values (home, in_recording, (in_piece ->> 'number')::integer, (in_piece ->> 'offset')::bigint, (in_piece ->> 'bytes')::integer,
    in_piece ->> 'hash', (in_file ->> 'id')::uuid);
  return true;
end
$$;

/* Without its seal and its rows nothing of it can be read; its bytes are swept with the next tidying. */
create function survey_held_erase(in_convention uuid, in_recordings uuid[]) returns void
  language plpgsql security definer set search_path = public as $$
declare
  sealed uuid[];
begin
  with gone as (delete from survey_held_piece where convention_id = in_convention and recording_id = any (in_recordings) returning file_id)
  select array_agg(file_id) into sealed from gone;
  delete from survey_held_recording where convention_id = in_convention and id = any (in_recordings);
  delete from file where convention_id = in_convention and id = any (sealed);
end
$$;

/* What the lead let in, or does not want. */
create function survey_held_settle(in_recording uuid) returns void
  language plpgsql security definer set search_path = public as $$
begin
  if has_role('operator-lead') then
    perform survey_held_erase(current_convention(), array[in_recording]);
  end if;
end
$$;

/* Someone who takes back the interview, or the agreement to sound or photos, takes back what waits as well. */
create function survey_held_follow() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform survey_held_erase(new.convention_id, array(select id from survey_held_recording h where h.convention_id = new.convention_id
    and h.interview_id = new.id and (new.withdrawn_at is not null
      or h.kind = 'audio' and not new.agrees_audio or h.kind = 'photo' and not new.agrees_photo)));
  return null;
end
$$;
create trigger held after insert or update of withdrawn_at, agrees_audio, agrees_photo on survey_interview
  for each row execute function survey_held_follow();

/*
 * Thirty days to decide; and no sound stays longer than three months after it was made, which is what the person was told.
 * @returns how many went
 */
create function survey_held_expire(at timestamptz default now()) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  due record;
  gone integer := 0;
begin
  for due in
    select convention_id, array_agg(id) as ids from survey_held_recording
    where received_at <= at - interval '30 days' or kind = 'audio' and began_at <= at - interval '3 months'
    group by 1
  loop
    perform survey_held_erase(due.convention_id, due.ids);
    gone := gone + cardinality(due.ids);
  end loop;
  return gone;
end
$$;
revoke execute on function survey_device_home, survey_device_hold, survey_device_held, survey_device_hold_piece, survey_held_erase,
  survey_held_settle, survey_held_follow, survey_held_expire from public;
grant execute on function survey_device_hold, survey_device_held, survey_device_hold_piece, survey_held_settle, survey_held_expire to palier_app;

/*
 * A device that this server does not know, for its database was restored from before it was opened: known again as that of a member, so
 * that its sealed file can be taken. It opens no more and is given no secret.
 */
create function survey_device_adopt(in_device uuid, in_member uuid) returns boolean
  language plpgsql security definer set search_path = public as $$
begin
  if not has_role('operator-lead') then return false; end if;
  insert into survey_device (convention_id, id, member_id, revoked_at)
  select m.convention_id, in_device, m.id, now() from member m
  where m.convention_id = current_convention() and m.id = in_member and m.roles && array['operator-lead', 'operator-animator']
    and not exists (select from survey_device d where d.id = in_device);
  return found;
end
$$;
revoke execute on function survey_device_adopt from public;
grant execute on function survey_device_adopt to palier_app;
