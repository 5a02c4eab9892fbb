-- What was said is marked and named with the codes of one shared codebook, so that each finding can be followed back to the words it rests on.
create table survey_transcript (
  convention_id uuid not null,
  interview_id  uuid not null,
  text          text not null check (length(text) between 1 and 200000),
  written_at    timestamptz not null default now(),
  written_by    uuid not null,
  primary key (convention_id, interview_id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id) on delete cascade,
  foreign key (convention_id, written_by) references member (convention_id, id)
);

create table survey_code (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  parent_id     uuid,
  name          text not null check (length(name) between 1 and 120),
  definition    text not null default '' check (length(definition) <= 2000),
  colour        text not null default '#17505e' check (colour ~ '^#[0-9a-f]{6}$'),
  made_at       timestamptz not null default now(),
  made_by       uuid not null,
  retired_at    timestamptz, -- merged into another, or taken out
  merged_into   uuid,
  primary key (convention_id, id),
  foreign key (convention_id, parent_id) references survey_code (convention_id, id),
  foreign key (convention_id, merged_into) references survey_code (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id),
  check (parent_id <> id),
  check (merged_into is null or retired_at is not null)
);
create unique index survey_code_name on survey_code (convention_id, parent_id, lower(name)) nulls not distinct where retired_at is null;

-- What a code was before: those who read an old export can still tell what was meant.
create table survey_code_change (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  code_id       uuid not null,
  what          text not null check (what in ('made', 'imported', 'renamed', 'defined', 'moved', 'merged', 'split', 'retired')),
  before        text not null default '',
  after         text not null default '',
  excerpts      integer, -- how many went along, where some did
  changed_at    timestamptz not null default now(),
  changed_by    uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, code_id) references survey_code (convention_id, id),
  foreign key (convention_id, changed_by) references member (convention_id, id)
);
create index on survey_code_change (convention_id, code_id, id desc);

-- Who reads an interview through: agreement is reckoned between those who finished.
create table survey_coding (
  convention_id uuid not null,
  interview_id  uuid not null,
  coder_id      uuid not null,
  began_at      timestamptz not null default now(),
  finished_at   timestamptz,
  primary key (convention_id, interview_id, coder_id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id) on delete cascade,
  foreign key (convention_id, coder_id) references member (convention_id, id)
);

create table survey_excerpt (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  interview_id  uuid not null,
  answer_id     uuid,
  part          text not null check (part in ('verbatim', 'note', 'notes', 'transcript')),
  start_at      integer not null check (start_at >= 0), -- UTF-16 offsets in that text, as a browser counts
  end_at        integer not null,
  code_id       uuid not null,
  coder_id      uuid not null,
  marked_at     timestamptz not null default now(),
  primary key (convention_id, id),
  unique nulls not distinct (convention_id, interview_id, answer_id, part, start_at, end_at, code_id, coder_id),
  foreign key (convention_id, interview_id, coder_id) references survey_coding (convention_id, interview_id, coder_id) on delete cascade,
  foreign key (convention_id, answer_id) references survey_answer (convention_id, id) on delete cascade,
  foreign key (convention_id, code_id) references survey_code (convention_id, id),
  check (end_at > start_at),
  check ((answer_id is null) = (part in ('notes', 'transcript')))
);
create index on survey_excerpt (convention_id, code_id, interview_id);
create index on survey_excerpt (convention_id, answer_id);

create table survey_memo (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  interview_id  uuid,
  code_id       uuid,
  text          text not null check (length(text) between 1 and 4000),
  written_at    timestamptz not null default now(),
  written_by    uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id) on delete cascade,
  foreign key (convention_id, code_id) references survey_code (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id),
  check (num_nonnulls(interview_id, code_id) = 1)
);
create index on survey_memo (convention_id, interview_id);
create index on survey_memo (convention_id, code_id);

/* A stretch of a text by its UTF-16 offsets: a character outside of the first plane counts twice, and so is followed by a mark while cutting. */
create function survey_cut(whole text, start_at integer, end_at integer) returns text language sql immutable parallel safe as $$
  select replace(substring(regexp_replace(whole, '([\U00010000-\U0010FFFF])', '\1' || chr(1), 'g') from start_at + 1 for end_at - start_at), chr(1), '')
  $$;
grant execute on function survey_cut to palier_app;

-- Only a finished interview that stands is coded, with a code that stands, in an answer of its own.
create function survey_excerpt_of_finished() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from survey_interview i where i.convention_id = new.convention_id and i.id = new.interview_id
    and i.completed_at is not null and i.withdrawn_at is null for key share;
  if not found or (new.answer_id is not null and not exists (select from survey_answer a
      where a.convention_id = new.convention_id and a.id = new.answer_id and a.interview_id = new.interview_id)) then
    raise exception 'not finished: this interview is not to be coded' using errcode = 'restrict_violation';
  end if;
  perform from survey_code c where c.convention_id = new.convention_id and c.id = new.code_id and c.retired_at is null for key share;
  if not found then
    raise exception 'retired: this code is no longer used' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger finished before insert or update on survey_excerpt for each row execute function survey_excerpt_of_finished();

-- Offsets are those of the text as it was read: what is marked stays as it is.
create function survey_keep_marked_text() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'survey_answer' then
    if (new.note, new.verbatim) is distinct from (old.note, old.verbatim)
       and exists (select from survey_excerpt where convention_id = old.convention_id and answer_id = old.id) then
      raise exception 'marked: an excerpt refers to this answer' using errcode = 'restrict_violation';
    end if;
  elsif new.text is distinct from old.text and exists (select from survey_excerpt
      where convention_id = old.convention_id and interview_id = old.interview_id and part = 'transcript') then
    raise exception 'marked: an excerpt refers to this transcript' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger marked before update on survey_answer for each row execute function survey_keep_marked_text();
create trigger marked before update on survey_transcript for each row execute function survey_keep_marked_text();

-- Someone who takes back an interview takes back the words: nothing marked in it stays.
create function survey_forget_withdrawn() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.withdrawn_at is not null and old.withdrawn_at is null then
    delete from survey_coding where convention_id = new.convention_id and interview_id = new.id;
    delete from survey_transcript where convention_id = new.convention_id and interview_id = new.id;
    delete from survey_memo where convention_id = new.convention_id and interview_id = new.id;
  elsif new.notes is distinct from old.notes and exists (select from survey_excerpt
      where convention_id = new.convention_id and interview_id = new.id and part = 'notes') then
    raise exception 'marked: an excerpt refers to these notes' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger forgotten before update on survey_interview for each row execute function survey_forget_withdrawn();

do $$
declare
  named text;
begin
  foreach named in array array['survey_transcript', 'survey_code', 'survey_code_change', 'survey_coding', 'survey_excerpt', 'survey_memo'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy coders on %I for all using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))
      with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
  end loop;
  foreach named in array array['survey_code', 'survey_code_change', 'survey_excerpt', 'survey_memo'] loop
    execute format('call audit_table(%L)', named);
  end loop;
end
$$;
call audit_table('survey_transcript', 'convention_id', 'interview_id');
call audit_table('survey_coding', 'convention_id', 'interview_id');

grant update (text, written_at, written_by) on survey_transcript to palier_app;
grant update (parent_id, name, definition, colour, retired_at, merged_into) on survey_code to palier_app;
grant update (finished_at) on survey_coding to palier_app;
grant update (code_id) on survey_excerpt to palier_app;
grant delete on survey_excerpt, survey_memo to palier_app;
-- A mark is one's own: another coder's is moved with its code, never made in their name.
create policy own_mark on survey_excerpt as restrictive for insert with check (coder_id = (select current_member()));
