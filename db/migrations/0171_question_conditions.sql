-- A question may depend on several answers: on all of them, or on any one.
alter table survey_question
  add column conditions     jsonb not null default '[]' check (jsonb_typeof(conditions) = 'array' and jsonb_array_length(conditions) <= 3), -- [{"key", "value"}]: that answer to that question
  add column condition_rule text not null default 'all' check (condition_rule in ('all', 'any'));

-- Only the way of writing it changes: versions that interviews use ask as they asked.
alter table survey_question no force row level security;
alter table survey_question disable trigger user;
update survey_question set
  conditions = (select jsonb_agg(jsonb_build_object('key', condition_key, 'value', value)) from unnest(condition_values) with ordinality as given (value, rank) where rank <= 3),
  condition_rule = case when cardinality(condition_values) > 1 then 'any' else 'all' end
where condition_key is not null;
alter table survey_question enable trigger user;
alter table survey_question force row level security;

alter table survey_question drop column condition_key, drop column condition_values;
grant update (conditions, condition_rule) on survey_question to palier_app;
