-- Sound of an interview and photos of a place, where the person agreed to them apart: sent from the device in pieces, kept sealed, gone by rule.
create table survey_recording (
  convention_id uuid not null,
  id            uuid not null, -- made on the device
  interview_id  uuid not null,
  kind          text not null check (kind in ('audio', 'photo')),
  media_type    text not null check (length(media_type) <= 100),
  caption       text not null default '' check (length(caption) <= 200),
  began_at      timestamptz not null,
  made_by       uuid not null,
  seal          bytea default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), -- its pieces can be read with it alone
  pieces        integer check (pieces >= 1), -- as the device says when it stopped
  bytes         bigint check (bytes >= 1),
  hash          text check (hash ~ '^[0-9a-f]{64}$'),
  length_ms     integer check (length_ms >= 0),
  whole_at      timestamptz, -- every piece is here
  erased_at     timestamptz,
  erased_why    text check (erased_why in ('withdrawn', 'agreement', 'written-down', 'age', 'unfit', 'by-hand')),
  primary key (convention_id, id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id),
  check ((erased_at is null) = (seal is not null)),
  check ((erased_at is null) = (erased_why is null)),
  check (erased_at is null or caption = '')
);
create index on survey_recording (convention_id, interview_id);

create table survey_recording_piece (
  convention_id uuid not null,
  recording_id  uuid not null,
  number        integer not null check (number >= 0),
  offset_at     bigint not null check (offset_at >= 0), -- bytes before it
  bytes         integer not null check (bytes >= 1),
  hash          text not null check (hash ~ '^[0-9a-f]{64}$'),
  file_id       uuid not null, -- sealed
  primary key (convention_id, recording_id, number),
  foreign key (convention_id, recording_id) references survey_recording (convention_id, id),
  foreign key (convention_id, file_id) references file (convention_id, id)
);
create index on survey_recording_piece (convention_id, file_id);

-- Where in the sound something is said: from the interviewer's notes as they were begun, or set by a coder.
create table survey_moment (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  recording_id  uuid not null,
  question_id   uuid,
  part          text not null check (part in ('verbatim', 'note', 'notes', 'transcript')),
  start_at      integer not null default 0 check (start_at >= 0), -- UTF-16 offset in that text
  at_ms         integer not null check (at_ms >= 0),
  set_by        uuid not null,
  set_at        timestamptz not null default now(),
  primary key (convention_id, id),
  unique nulls not distinct (convention_id, recording_id, question_id, part, start_at),
  foreign key (convention_id, recording_id) references survey_recording (convention_id, id),
  foreign key (convention_id, question_id) references survey_question (convention_id, id),
  foreign key (convention_id, set_by) references member (convention_id, id),
  check ((question_id is null) = (part in ('notes', 'transcript')))
);

do $$
declare
  named text;
begin
  foreach named in array array['survey_recording', 'survey_recording_piece', 'survey_moment'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy kept on %I for all using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))
      with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
  end loop;
end
$$;
call audit_table('survey_recording');
call audit_table('survey_moment');
grant update (caption, pieces, bytes, hash, length_ms, whole_at) on survey_recording to palier_app;
grant delete on survey_moment to palier_app;

/*
 * Its seal goes first: with it the bytes on the disk say nothing any more, wherever they were copied. Without their rows they are swept.
 */
create function survey_recordings_erase(in_convention uuid, in_recordings uuid[], in_why text) returns void
  language plpgsql security definer set search_path = public as $$
declare
  sealed uuid[];
begin
  update survey_recording set seal = null, caption = '', erased_at = now(), erased_why = in_why
  where convention_id = in_convention and id = any (in_recordings) and erased_at is null;
  delete from survey_moment where convention_id = in_convention and recording_id = any (in_recordings);
  with gone as (delete from survey_recording_piece where convention_id = in_convention and recording_id = any (in_recordings) returning file_id)
  select array_agg(file_id) into sealed from gone;
  delete from file where convention_id = in_convention and id = any (sealed);
end
$$;

-- Someone who takes back the interview, or only the agreement to sound or photos, takes them back at once.
create function survey_recordings_follow() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform survey_recordings_erase(new.convention_id, array(select id from survey_recording r where r.convention_id = new.convention_id
    and r.interview_id = new.id and r.erased_at is null and (new.withdrawn_at is not null
      or r.kind = 'audio' and not new.agrees_audio or r.kind = 'photo' and not new.agrees_photo)),
    case when new.withdrawn_at is not null then 'withdrawn' else 'agreement' end);
  return null;
end
$$;
create trigger recordings after update of withdrawn_at, agrees_audio, agrees_photo on survey_interview
  for each row execute function survey_recordings_follow();

-- Nothing is kept of a sound or a photo that was not agreed to, whoever writes it.
create function survey_recording_agreed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from survey_interview i where i.convention_id = new.convention_id and i.id = new.interview_id and i.withdrawn_at is null
    and case new.kind when 'audio' then i.agrees_audio else i.agrees_photo end for key share;
  if not found then
    raise exception 'not agreed: the person did not agree to it' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger agreed before insert on survey_recording for each row execute function survey_recording_agreed();

/* One that is not what was announced, or that should not have been made. Only the operator's people ask for it, in their own convention. */
create function survey_recording_erase(in_recording uuid, in_why text) returns void
  language plpgsql security definer set search_path = public as $$
begin
  if has_role('operator-lead', 'operator-animator') then
    perform survey_recordings_erase(current_convention(), array[in_recording], in_why);
  end if;
end
$$;

/*
 * What the person was told: sound goes 30 days after it was written down or coded, and three months after the interview at the latest.
 * @returns how many went
 */
create function survey_recordings_expire(at timestamptz default now()) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  due record;
  gone integer := 0;
begin
  for due in
    select r.convention_id, case when i.held_on + interval '3 months' <= (at at time zone 'Europe/Paris')::date then 'age' else 'written-down' end as why,
      array_agg(r.id) as ids
    from survey_recording r join survey_interview i on i.convention_id = r.convention_id and i.id = r.interview_id
    where r.kind = 'audio' and r.erased_at is null and (
      i.held_on + interval '3 months' <= (at at time zone 'Europe/Paris')::date
      or least((select t.written_at from survey_transcript t where t.convention_id = r.convention_id and t.interview_id = i.id),
        (select min(c.finished_at) from survey_coding c where c.convention_id = r.convention_id and c.interview_id = i.id))
        <= at - interval '30 days')
    group by 1, 2
  loop
    perform survey_recordings_erase(due.convention_id, due.ids, due.why);
    gone := gone + cardinality(due.ids);
  end loop;
  return gone;
end
$$;
revoke execute on function survey_recordings_erase, survey_recordings_follow, survey_recording_agreed, survey_recording_erase, survey_recordings_expire from public;
grant execute on function survey_recording_erase, survey_recordings_expire to palier_app;
