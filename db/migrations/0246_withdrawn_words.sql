-- An interview that is taken back takes all its words: answers' wordings, notes of pauses, and what devices sent that still waits for a decision. Words that are added at the end leave what was marked where it is.
create or replace function survey_forget_withdrawn() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.withdrawn_at is not null and old.withdrawn_at is null then
    delete from survey_coding where convention_id = new.convention_id and interview_id = new.id;
    delete from survey_transcript where convention_id = new.convention_id and interview_id = new.id;
    delete from survey_memo where convention_id = new.convention_id and interview_id = new.id;
    delete from survey_closing_note where convention_id = new.convention_id and interview_id = new.id;
    delete from survey_answer_version where convention_id = new.convention_id and interview_id = new.id;
    update survey_device_act set outcome = 'withdrawn', reason = null, act = null
      where convention_id = new.convention_id and subject = new.id and act is not null;
  elsif not starts_with(new.notes, old.notes) and exists (select from survey_excerpt
      where convention_id = new.convention_id and interview_id = new.id and part = 'notes') then
    raise exception 'marked: an excerpt refers to these notes' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
delete from survey_answer_version v using survey_interview i
  where i.convention_id = v.convention_id and i.id = v.interview_id and i.withdrawn_at is not null;
update survey_device_act a set outcome = 'withdrawn', reason = null, act = null from survey_interview i
  where i.convention_id = a.convention_id and i.id = a.subject and i.withdrawn_at is not null and a.act is not null;

-- From somebody who may no longer write: kept for the lead, unless the person interviewed took their words back. Says which.
-- The interview is locked while it is looked at: one that is being taken back at this moment is waited for.
drop function survey_device_quarantine(uuid, jsonb, text, text);
create function survey_device_quarantine(in_device uuid, in_act jsonb, in_fingerprint text, in_reason text) returns text
  language plpgsql security definer set search_path = public as $$
declare
  convention uuid := (select d.convention_id from survey_device d join member m on m.id = d.member_id where d.id = in_device and m.person_id = current_person());
  is_withdrawn boolean;
  standing text;
begin
  if convention is null then return null; end if;
  select withdrawn_at is not null into is_withdrawn from survey_interview
    where convention_id = convention and id = (in_act ->> 'subject')::uuid for share;
  standing := case when is_withdrawn then 'withdrawn' else 'quarantined' end;
  insert into survey_device_act (convention_id, id, device_id, seq, subject, kind, outcome, reason, fingerprint, act)
  values (convention, (in_act ->> 'id')::uuid, in_device, (in_act ->> 'seq')::integer, (in_act ->> 'subject')::uuid, in_act ->> 'kind',
    standing, case when is_withdrawn then null else in_reason end, in_fingerprint, case when is_withdrawn then null else in_act end)
  on conflict do nothing;
  return standing;
end
$$;
revoke execute on function survey_device_quarantine from public;
grant execute on function survey_device_quarantine to palier_app;
