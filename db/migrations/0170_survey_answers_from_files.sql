-- Answers of tenants that another program collected come in as files: what such a file is about is chosen, and what came in by it can be taken back.
alter table import add column subject text check (length(subject) <= 60); -- where a kind leaves it open: the guide's version that answers follow

-- How many answers came in, and from which file, is told to the operator alone, like the answers.
create policy answers_for_operator on import as restrictive for select
  using (kind is distinct from 'survey.answers' or (select has_role('operator-lead', 'operator-animator')));

-- An interview that comes in whole is finished by the transaction that brings its answers.
create or replace function survey_answer_in_open_interview() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (
    select from survey_interview i join survey_question q on q.convention_id = i.convention_id and q.version_id = i.version_id
    where i.convention_id = new.convention_id and i.id = new.interview_id and q.id = new.question_id
      and (i.completed_at is null or i.completed_at = now()) and i.withdrawn_at is null
    for key share of i) then
    raise exception 'closed: this interview takes no answer to this question' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

-- Tries and interviews stay for good; an import that is undone takes only its own with it.
create function import_brought(named text, brought uuid) returns boolean language sql stable security invoker as $$
  select exists (select from import_change where convention_id = current_convention() and object_table = named and brought = any (added))
$$;
create policy undone on survey_interview as restrictive for delete using (withdrawn_at is null and import_brought('survey_interview', id));
create policy undone on survey_contact_attempt for delete using (convention_id = (select current_convention())
  and (select has_role('operator-lead')) and import_brought('survey_contact_attempt', id));
grant delete on survey_interview, survey_contact_attempt to palier_app;
