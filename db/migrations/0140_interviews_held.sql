-- An interview as it is held: where, what was consented to apart, whether it was broken off. Two people may have interviewed the same person: both are kept, one counts.
alter table survey_interview
  drop constraint survey_interview_convention_id_panel_person_id_key,
  drop constraint survey_interview_convention_id_version_id_caretaker_id_key,
  drop constraint survey_interview_entered_from_check,
  add constraint survey_interview_entered_from_check check (entered_from in ('visit', 'paper', 'device', 'file')),
  add column place        text not null default 'home' check (place in ('home', 'common-room', 'operator', 'phone')),
  add column started_at   timestamptz, -- unknown of an interview on paper
  add column agrees_audio boolean not null default false,
  add column agrees_photo boolean not null default false,
  add column signature    text check (length(signature) <= 20000 and signature ~ '^[ML0-9 ]+$'), -- strokes drawn with a finger, in a frame of 600 by 200
  add column partial      boolean not null default false, -- broken off: what was said until then is kept
  add column counts       boolean not null default true, -- false: another interview of the same person counts in the figures
  add check (withdrawn_at is null or (signature is null and not counts));
create unique index survey_interview_one_person on survey_interview (convention_id, panel_person_id) where counts;
create unique index survey_interview_one_caretaker on survey_interview (convention_id, version_id, caretaker_id) where counts;
create index on survey_interview (convention_id, panel_person_id);
grant update (place, signature, agrees_audio, agrees_photo, partial, counts) on survey_interview to palier_app;
