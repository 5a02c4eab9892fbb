-- A figure keeps whose interviews it was reckoned on: today's codes and answers may say otherwise, and two publications are compared by their people.
alter table survey_estimate_figure
  add column only_one boolean not null default false, -- each gave one answer: the answers add up to those asked
  add column asked    uuid[], -- interviews of the n; null in figures of before, one that is withdrawn is taken out
  add column said     uuid[], -- those of them who said it
  add check ((asked is null) = (said is null) and said <@ asked);

create function survey_forget_in_figures() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update survey_estimate_figure set asked = array_remove(asked, new.id), said = array_remove(said, new.id)
    where convention_id = new.convention_id and new.id = any (asked);
  return null;
end
$$;
create trigger figures after update of withdrawn_at on survey_interview
  for each row when (new.withdrawn_at is not null and old.withdrawn_at is null) execute function survey_forget_in_figures();
