-- An event that was held, and a synthesis as it was published, show that a deliverable was done. A synthesis is one of its versions.
alter table convention_evidence drop constraint convention_evidence_record_path_check,
  add constraint convention_evidence_record_path_check check (record_path ~ '^[a-z]+(/[A-Za-z0-9-]+)*(\?version=[0-9]+)?$');
create or replace function contract_records() returns table (kind text, label text, happened_on date, path text)
  language sql stable
  as $$
  select 'meeting', m.title, (m.starts_at at time zone 'Europe/Paris')::date, 'partners/meetings/' || m.id || '/minutes'
  from partners_meeting m
  where m.convention_id = (select current_convention())
    and exists (select from partners_minutes p where p.convention_id = m.convention_id and p.meeting_id = m.id)
  union all
  select 'event', e.title, (e.starts_at at time zone 'Europe/Paris')::date, 'mobilisation/events/' || e.id
  from mobilisation_event e
  where e.convention_id = (select current_convention()) and e.opened_at is not null and e.cancelled_at is null and e.ends_at < now()
  union all
  select 'synthesis', s.title, (s.published_at at time zone 'Europe/Paris')::date, 'survey/synthesis?version=' || s.version
  from survey_synthesis s
  where s.convention_id = (select current_convention())
  union all
  select 'campaign', c.title, d.left_at::date, 'mobilisation/campaigns/' || c.id
  from mobilisation_departure d
    join mobilisation_campaign c on c.convention_id = d.convention_id and c.id = d.campaign_id
  where d.convention_id = (select current_convention())
  union all
  select 'panel', p.name, d.drawn_at::date, 'survey/panel/' || p.id || '/record'
  from survey_draw d join survey_panel p on p.convention_id = d.convention_id and p.id = d.panel_id
  where d.convention_id = (select current_convention())
  union all
  select 'import', i.file_name, i.committed_at::date, 'imports/' || i.id
  from import i where i.convention_id = (select current_convention()) and i.committed_at is not null and i.undone_at is null
  $$;
