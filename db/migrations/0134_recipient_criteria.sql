-- Whom a campaign is for, beyond residences: what the register knows. Set with the campaign and never changed, as what was approved was for them.
alter table mobilisation_campaign
  add column stairway_codes text[] not null default '{}', -- empty: all
  add column age_from integer check (age_from between 0 and 130), -- of the lease holder, in years this year
  add column age_to integer check (age_to between 0 and 130),
  add column size_from integer check (size_from between 1 and 30), -- persons in the household
  add column size_to integer check (size_to between 1 and 30),
  add column entered_from date,
  add column entered_to date,
  add check (age_to >= age_from), add check (size_to >= size_from), add check (entered_to >= entered_from);
