-- Interview guides in versions: what was asked of someone stays as it was asked, so a version that an interview uses never changes again.
create table survey_guide (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  name          text not null check (length(name) between 3 and 120),
  audience      text not null check (audience in ('tenant', 'caretaker')),
  created_at    timestamptz not null default now(),
  created_by    uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, created_by) references member (convention_id, id)
);

create table survey_guide_version (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  guide_id      uuid not null,
  version       integer not null check (version >= 1),
  made_at       timestamptz not null default now(),
  made_by       uuid not null,
  primary key (convention_id, id),
  unique (convention_id, guide_id, version),
  foreign key (convention_id, guide_id) references survey_guide (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);

create table survey_question (
  convention_id    uuid not null,
  id               uuid not null default uuidv7(),
  version_id       uuid not null,
  key              uuid not null default uuidv7(), -- the same from one version to the next: answers of both can be read together
  position         integer not null,
  theme            text not null check (length(theme) between 1 and 120),
  kind             text not null check (kind in ('open', 'single', 'multiple', 'scale', 'number', 'date')),
  wording          text not null check (length(wording) between 3 and 500),
  prompts          text[] not null default '{}',
  choices          text[] not null default '{}',
  least            integer,
  most             integer,
  condition_key    uuid, -- asked only of those who gave one of these answers to that question
  condition_values text[] not null default '{}',
  primary key (convention_id, id),
  unique (convention_id, version_id, key),
  foreign key (convention_id, version_id) references survey_guide_version (convention_id, id),
  foreign key (convention_id, version_id, condition_key) references survey_question (convention_id, version_id, key) deferrable initially deferred,
  check (kind not in ('single', 'multiple') or cardinality(choices) between 2 and 20),
  check (kind <> 'scale' or (least is not null and most is not null and most - least between 1 and 10)),
  check (most >= least),
  check (condition_key is null or (condition_key <> key and cardinality(condition_values) > 0))
);

do $$
declare
  named text;
begin
  foreach named in array array['survey_guide', 'survey_guide_version', 'survey_question'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')))$policy$, named);
    execute format($policy$create policy made on %I for insert with check (convention_id = (select current_convention())
      and (select has_role('operator-lead')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
    execute format('call audit_table(%L)', named);
  end loop;
end
$$;
create policy changed on survey_question for update using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy removed on survey_question for delete using (convention_id = (select current_convention()) and (select has_role('operator-lead')));
grant update (position, theme, kind, wording, prompts, choices, least, most, condition_key, condition_values) on survey_question to palier_app;
grant delete on survey_question to palier_app;
