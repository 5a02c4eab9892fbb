-- A question may ask for a place. Of it the least is kept: a public place as it stands on the map, anything else by the corner of a grid of some hundred metres.
alter table survey_question drop constraint survey_question_kind_check;
alter table survey_question add constraint survey_question_kind_check
  check (kind in ('open', 'single', 'multiple', 'scale', 'number', 'date', 'place'));

-- {"kind", "name", "lon", "lat"}; the steps of the grid are those of app/survey/interviews/places.ts.
create function survey_place_is_coarse(place jsonb) returns boolean language sql immutable parallel safe as $$
  select coalesce(
    place ->> 'kind' in ('public', 'street', 'residence', 'point') and length(place ->> 'name') <= 200
    and (place ->> 'lon')::numeric between -180 and 180 and (place ->> 'lat')::numeric between -90 and 90
    and (place ->> 'kind' = 'public' or (mod((place ->> 'lon')::numeric, 0.0015) = 0 and mod((place ->> 'lat')::numeric, 0.001) = 0)), false)
  $$;
grant execute on function survey_place_is_coarse to palier_app;

alter table survey_answer add column place jsonb check (survey_place_is_coarse(place) or place is null);
alter table survey_answer_version add check (coalesce(jsonb_typeof(answer -> 'place'), 'null') = 'null' or survey_place_is_coarse(answer -> 'place'));
grant update (place) on survey_answer to palier_app;
