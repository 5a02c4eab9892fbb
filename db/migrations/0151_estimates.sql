-- What the interviews say of all tenants: weights, figures with their intervals, and apart from them what was published, which alone leaves the operator.
create table survey_estimate (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  panel_id      uuid not null,
  method        jsonb not null, -- how people were weighted, what the margins were, what was merged or left out
  response      jsonb not null, -- how many were asked and what came of it, profiles compared
  respondents   integer not null check (respondents > 0),
  effective     double precision not null check (effective > 0),
  made_at       timestamptz not null default now(),
  made_by       uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, panel_id) references survey_panel (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
create index on survey_estimate (convention_id, panel_id, id desc);

create table survey_estimate_weight (
  convention_id   uuid not null,
  estimate_id     uuid not null,
  panel_person_id uuid not null,
  interview_id    uuid not null,
  base            double precision not null check (base > 0),
  weight          double precision not null,
  primary key (convention_id, estimate_id, panel_person_id),
  foreign key (convention_id, estimate_id) references survey_estimate (convention_id, id),
  foreign key (convention_id, panel_person_id) references survey_panel_person (convention_id, id)
);

create table survey_estimate_figure (
  convention_id uuid not null,
  estimate_id   uuid not null,
  id            uuid not null default uuidv7(),
  position      integer not null,
  subject       text not null check (subject in ('answer', 'code')),
  subject_id    uuid not null, -- key of the question, or code
  wording       text not null, -- as it stood: a question may be reworded, a code renamed
  value         text not null default '', -- the answer; empty for a code
  feature       text check (feature in ('age', 'sex', 'pcs')), -- null: all who answered
  feature_value text,
  n             integer not null check (n >= 0),
  yes           integer not null check (yes between 0 and n),
  share         double precision not null,
  low           double precision not null,
  high          double precision not null,
  reliability   text not null check (reliability in ('sound', 'few-people', 'wide-interval', 'wide-for-its-size')),
  primary key (convention_id, id),
  unique nulls not distinct (convention_id, estimate_id, subject, subject_id, value, feature, feature_value),
  foreign key (convention_id, estimate_id) references survey_estimate (convention_id, id),
  check ((feature is null) = (feature_value is null))
);
create index on survey_estimate_figure (convention_id, estimate_id, position);

create table survey_publication (
  convention_id uuid not null,
  estimate_id   uuid not null,
  panel_name    text not null,
  respondents   integer not null check (respondents >= 11),
  method        jsonb not null,
  response      jsonb not null, -- guarded
  published_at  timestamptz not null default now(),
  published_by  uuid not null,
  primary key (convention_id, estimate_id),
  foreign key (convention_id, estimate_id) references survey_estimate (convention_id, id),
  foreign key (convention_id, published_by) references member (convention_id, id)
);

create table survey_published_figure (
  convention_id uuid not null,
  estimate_id   uuid not null,
  id            uuid not null, -- of the figure it shows
  position      integer not null,
  subject       text not null,
  subject_id    uuid not null,
  wording       text not null,
  value         text not null,
  feature       text,
  feature_value text,
  n             integer check (n >= 11),
  share         double precision, -- null: withheld
  low           double precision,
  high          double precision,
  reliability   text,
  primary key (convention_id, id),
  foreign key (convention_id, id) references survey_estimate_figure (convention_id, id),
  foreign key (convention_id, estimate_id) references survey_publication (convention_id, estimate_id),
  check (num_nonnulls(n, share, low, high, reliability) in (0, 5))
);
create index on survey_published_figure (convention_id, estimate_id, position);

do $$
declare
  named text;
begin
  foreach named in array array['survey_estimate', 'survey_estimate_weight', 'survey_estimate_figure', 'survey_publication', 'survey_published_figure'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy made on %I for insert with check (convention_id = (select current_convention())
      and (select has_role('operator-lead')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named); -- what was reckoned or published does not change: a new one is made
  end loop;
  foreach named in array array['survey_estimate', 'survey_estimate_weight', 'survey_estimate_figure'] loop
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
  end loop;
  foreach named in array array['survey_publication', 'survey_published_figure'] loop
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')))$policy$, named);
  end loop;
end
$$;
call audit_table('survey_estimate');
call audit_table('survey_publication', 'convention_id', 'estimate_id');
