-- What is said in an interview, and the freezing of the guide it follows. One interview: of a person of a panel, or of a caretaker. Who is interviewed is told once, by id.
create table survey_interview (
  convention_id     uuid not null,
  id                uuid not null, -- made by the page, so that sending twice stores once
  version_id        uuid not null,
  panel_person_id   uuid,
  caretaker_id      uuid,
  held_on           date not null,
  minutes           integer check (minutes between 1 and 300),
  entered_from      text not null check (entered_from in ('paper', 'visit')),
  interviewer_id    uuid not null,
  second_id         uuid,
  consent           text not null check (consent in ('spoken', 'signed')),
  notice            text not null check (length(notice) between 1 and 40), -- which notice was read out
  agrees_quotation  boolean not null default false,
  agrees_recall     boolean not null default false,
  notes             text not null default '' check (length(notes) <= 20000),
  entered_at        timestamptz not null default now(),
  entered_by        uuid not null,
  completed_at      timestamptz,
  withdrawn_at      timestamptz,
  primary key (convention_id, id),
  unique (convention_id, panel_person_id),
  unique (convention_id, version_id, caretaker_id),
  foreign key (convention_id, version_id) references survey_guide_version (convention_id, id),
  foreign key (convention_id, panel_person_id) references survey_panel_person (convention_id, id),
  foreign key (convention_id, caretaker_id) references member (convention_id, id),
  foreign key (convention_id, interviewer_id) references member (convention_id, id),
  foreign key (convention_id, second_id) references member (convention_id, id),
  foreign key (convention_id, entered_by) references member (convention_id, id),
  check (num_nonnulls(panel_person_id, caretaker_id) = 1),
  check (second_id <> interviewer_id),
  check (withdrawn_at is null or notes = '')
);
create index on survey_interview (convention_id, held_on desc, id);

create table survey_answer (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  interview_id  uuid not null,
  question_id   uuid not null,
  chosen        text[] not null default '{}',
  number        numeric(12, 2),
  day           date,
  note          text not null default '' check (length(note) <= 8000),
  verbatim      text not null default '' check (length(verbatim) <= 8000), -- the exact words, apart from what was noted of them
  written_at    timestamptz not null default now(),
  written_by    uuid not null,
  primary key (convention_id, id),
  unique (convention_id, interview_id, question_id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id),
  foreign key (convention_id, question_id) references survey_question (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

-- The version is locked for the check: an interview that begins at the same moment waits, or is seen.
create function survey_freeze_used_version() returns trigger language plpgsql security definer set search_path = public as $$
declare
  touched survey_question := case when tg_op = 'DELETE' then old else new end;
begin
  perform from survey_guide_version where convention_id = touched.convention_id and id = touched.version_id for update;
  if exists (select from survey_interview where convention_id = touched.convention_id and version_id = touched.version_id) then
    raise exception 'frozen: an interview uses this version of the guide' using errcode = 'restrict_violation';
  end if;
  return touched;
end
$$;
create trigger frozen before insert or update or delete on survey_question for each row execute function survey_freeze_used_version();

-- An answer belongs to a question of its interview's own version, and to an interview that is neither finished nor withdrawn.
create function survey_answer_in_open_interview() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (
    select from survey_interview i join survey_question q on q.convention_id = i.convention_id and q.version_id = i.version_id
    where i.convention_id = new.convention_id and i.id = new.interview_id and q.id = new.question_id
      and i.completed_at is null and i.withdrawn_at is null
    for key share of i) then
    raise exception 'closed: this interview takes no answer to this question' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger open before insert or update on survey_answer for each row execute function survey_answer_in_open_interview();

-- What someone said in confidence is read by the operator alone: never by the landlord, a caretaker or a neighbour.
do $$
declare
  named text;
begin
  foreach named in array array['survey_interview', 'survey_answer'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy kept on %I for all using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))
      with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
    execute format('call audit_table(%L)', named);
  end loop;
end
$$;
grant select, insert on survey_interview, survey_answer to palier_app;
grant update (held_on, minutes, second_id, agrees_quotation, agrees_recall, notes, completed_at, withdrawn_at) on survey_interview to palier_app;
grant update (chosen, number, day, note, verbatim, written_at, written_by) on survey_answer to palier_app;
grant delete on survey_answer to palier_app;
