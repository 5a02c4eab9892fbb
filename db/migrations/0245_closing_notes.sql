-- What somebody notes of a whole interview, as it was at their last pause: until the interview is finished, or for what comes after that.
create table survey_closing_note (
  convention_id uuid not null,
  interview_id  uuid not null,
  author_id     uuid not null,
  notes         text not null check (length(notes) <= 200000),
  written_at    timestamptz not null,
  primary key (convention_id, interview_id, author_id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id) on delete cascade,
  foreign key (convention_id, author_id) references member (convention_id, id)
);
alter table survey_closing_note enable row level security;
alter table survey_closing_note force row level security;
create policy kept on survey_closing_note for all using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')));
call audit_table('survey_closing_note', 'convention_id', 'interview_id');
grant select, insert, update (notes, written_at), delete on survey_closing_note to palier_app;

-- A page on line writes wordings too: an import that is undone takes them with its interviews.
alter table survey_answer_version
  drop constraint survey_answer_version_convention_id_interview_id_fkey,
  add foreign key (convention_id, interview_id) references survey_interview (convention_id, id) on delete cascade;

-- The notes of several people stand in one text.
alter table survey_interview
  drop constraint survey_interview_notes_check,
  add constraint survey_interview_notes_check check (length(notes) <= 1000000);
