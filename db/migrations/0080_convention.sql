-- The contract: who signs it, what it covers, its missions with their actions and deliverables, its schedule of payments.
-- What is agreed upon is never written over: actions, perimeter and schedule are kept in versions, states are dated rows.

create function reads_contract() returns boolean
  language sql stable parallel safe
  return has_role('operator-lead', 'operator-animator', 'landlord-pilot', 'partner');

create table convention_party (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  part          text not null check (part in ('operator', 'landlord', 'commune', 'funder', 'other')),
  name          text not null check (length(name) between 2 and 200),
  legal_form    text check (length(legal_form) between 1 and 80),
  siren         text check (siren ~ '^\d{9}$'),
  siret         text check (siret ~ '^\d{14}$'),
  address       text check (length(address) between 1 and 300),
  is_confirmed  boolean not null, -- a commune may be named before it has agreed
  added_at      timestamptz not null default now(),
  primary key (convention_id, id),
  check (left(siret, 9) = siren)
);

-- A change to the convention that its parties agreed upon.
create table convention_amendment (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  number        integer not null check (number >= 1),
  title         text not null check (length(title) between 1 and 200),
  changes       text not null check (length(changes) between 1 and 4000),
  effective_on  date not null,
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, number),
  foreign key (convention_id, made_by) references member (convention_id, id)
);

-- Without an amendment, the convention itself was signed.
create table convention_signature (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  party_id      uuid not null,
  amendment_id  uuid,
  signed_on     date not null,
  signer        text not null check (length(signer) between 1 and 120),
  capacity      text check (length(capacity) between 1 and 120),
  recorded_by   uuid not null,
  recorded_at   timestamptz not null default now(),
  primary key (convention_id, id),
  unique nulls not distinct (convention_id, party_id, amendment_id),
  foreign key (convention_id, party_id) references convention_party (convention_id, id),
  foreign key (convention_id, amendment_id) references convention_amendment (convention_id, id),
  foreign key (convention_id, recorded_by) references member (convention_id, id)
);

-- What the convention says that it covers, and the residences meant. No residence named: all that the register holds.
create table convention_perimeter (
  convention_id    uuid not null references convention (id),
  id               uuid not null default uuidv7(),
  statement        text not null check (length(statement) between 1 and 1000),
  stated_dwellings integer check (stated_dwellings between 1 and 1000000), -- as written, never a count
  residence_ids    uuid[] not null default '{}' check (cardinality(residence_ids) <= 2000),
  amendment_id     uuid,
  written_by       uuid not null,
  written_at       timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, amendment_id) references convention_amendment (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

create table convention_mission (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  rank          integer not null check (rank >= 1),
  code          text not null check (code in ('initial', 'operation')),
  title         text not null check (length(title) between 1 and 200),
  budget_cents  bigint not null check (budget_cents between 0 and 1000000000000), -- flat, excluding tax
  semesters     integer not null check (semesters between 1 and 40),
  last_part     text not null check (last_part in ('start', 'end')),
  labels        text[] not null, -- of its instalments, in the convention's words
  start_on      date not null,
  ended_on      date check (ended_on >= start_on), -- recorded by hand; the balance falls due then
  primary key (convention_id, id),
  unique (convention_id, rank),
  unique (convention_id, code),
  check (cardinality(labels) = semesters)
);

-- Settings of the schedule; the newest version holds.
create table convention_schedule (
  convention_id  uuid not null references convention (id),
  id             uuid not null default uuidv7(),
  order_on       date not null,
  semester_rule  text not null check (semester_rule in ('rolling', 'civil')),
  month_end      text not null check (month_end in ('same-day', 'last-day')),
  phase_relation text not null check (phase_relation in ('sequential', 'overlapping', 'custom')),
  operation_on   date check ((operation_on is not null) = (phase_relation = 'custom')),
  amendment_id   uuid,
  decided_by     uuid not null,
  decided_at     timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, amendment_id) references convention_amendment (convention_id, id),
  foreign key (convention_id, decided_by) references member (convention_id, id)
);

create table convention_instalment (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  mission_id    uuid not null,
  number        integer not null check (number >= 1),
  label         text not null check (length(label) between 1 and 200),
  trigger       text not null check (trigger in ('start', 'semester', 'end')),
  due_on        date not null,
  net_cents     bigint not null check (net_cents >= 0),
  primary key (convention_id, id),
  unique (convention_id, mission_id, number),
  foreign key (convention_id, mission_id) references convention_mission (convention_id, id)
);

create table convention_action (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  mission_id    uuid not null,
  rank          integer not null check (rank >= 1),
  primary key (convention_id, id),
  unique (convention_id, mission_id, rank),
  foreign key (convention_id, mission_id) references convention_mission (convention_id, id)
);

-- What an action is, as agreed; the newest version holds.
create table convention_action_version (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  action_id     uuid not null,
  version       integer not null check (version >= 1),
  title         text not null check (length(title) between 1 and 200),
  objectives    jsonb not null, -- [{ text, parts }]
  tasks         jsonb not null,
  amendment_id  uuid,
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, action_id, version),
  foreign key (convention_id, action_id) references convention_action (convention_id, id),
  foreign key (convention_id, amendment_id) references convention_amendment (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

create table convention_deliverable (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  action_id     uuid not null,
  title         text not null check (length(title) between 1 and 200),
  party_id      uuid not null, -- responsible
  due_on        date not null,
  primary key (convention_id, id),
  foreign key (convention_id, action_id) references convention_action (convention_id, id),
  foreign key (convention_id, party_id) references convention_party (convention_id, id)
);
create index on convention_deliverable (convention_id, action_id);
create index on convention_deliverable (convention_id, due_on, id);

-- A document, or a record of another room, under the name it had that day.
create table convention_evidence (
  convention_id  uuid not null,
  id             uuid not null default uuidv7(),
  deliverable_id uuid not null,
  label          text not null check (length(label) between 1 and 255),
  file_id        uuid,
  record_path    text check (record_path ~ '^[a-z]+(/[A-Za-z0-9-]+)*$'), -- its page, within the convention
  added_by       uuid not null,
  added_at       timestamptz not null default now(),
  withdrawn_at   timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, deliverable_id) references convention_deliverable (convention_id, id),
  foreign key (convention_id, file_id) references file (convention_id, id) on delete set null (file_id),
  foreign key (convention_id, added_by) references member (convention_id, id),
  check (withdrawn_at is not null or (file_id is null) <> (record_path is null))
);
create index on convention_evidence (convention_id, deliverable_id);

-- How far a deliverable is: planned until a first row says more.
create table convention_deliverable_step (
  convention_id  uuid not null,
  id             uuid not null default uuidv7(),
  deliverable_id uuid not null,
  state          text not null check (state in ('started', 'done', 'reopened')),
  noted_by       uuid not null,
  noted_at       timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, deliverable_id) references convention_deliverable (convention_id, id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on convention_deliverable_step (convention_id, deliverable_id, id);

create function deliverable_state(in_convention uuid, in_deliverable uuid) returns text
  language sql stable
  return coalesce((select s.state from convention_deliverable_step s
    where s.convention_id = in_convention and s.deliverable_id = in_deliverable order by s.id desc limit 1), 'planned');

-- Done is what somebody can show. Both rules lock the deliverable, so that neither looks while the other acts.
create function done_has_evidence() returns trigger language plpgsql as $$
begin
  perform from convention_deliverable where convention_id = new.convention_id and id = new.deliverable_id for no key update;
  if new.state = 'done' and not exists (select from convention_evidence e
    where e.convention_id = new.convention_id and e.deliverable_id = new.deliverable_id and e.withdrawn_at is null)
  then raise exception 'a deliverable is done with evidence only' using errcode = 'PL001';
  end if;
  return new;
end
$$;
create trigger done_has_evidence before insert on convention_deliverable_step for each row execute function done_has_evidence();

create function evidence_stays() returns trigger language plpgsql as $$
begin
  perform from convention_deliverable where convention_id = new.convention_id and id = new.deliverable_id for no key update;
  if new.withdrawn_at is not null and deliverable_state(new.convention_id, new.deliverable_id) = 'done' and not exists (
    select from convention_evidence e where e.convention_id = new.convention_id and e.deliverable_id = new.deliverable_id
      and e.id <> new.id and e.withdrawn_at is null)
  then raise exception 'the last evidence of what is done stays' using errcode = 'PL002';
  end if;
  return new;
end
$$;
create trigger evidence_stays before update on convention_evidence for each row execute function evidence_stays();

do $$
declare
  one text;
begin
  foreach one in array array['party', 'amendment', 'signature', 'perimeter', 'mission', 'schedule', 'instalment', 'action', 'action_version',
    'deliverable', 'evidence', 'deliverable_step'] loop
    execute format('alter table convention_%s enable row level security, force row level security', one);
    execute format('create policy seen on convention_%s for select using (convention_id = (select current_convention()) and (select reads_contract()))', one);
    execute format('create policy changed on convention_%s for all using (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))
      with check (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))', one);
    execute format('grant select, insert on convention_%s to palier_app', one);
    execute format('call audit_table(''convention_%s'')', one);
  end loop;
end
$$;
-- The landlord's pilot records the signature of their own house.
create policy own_house on convention_signature for insert with check (convention_id = (select current_convention())
  and (select has_role('landlord-pilot')) and recorded_by = (select current_member())
  and exists (select from convention_party p where p.convention_id = convention_signature.convention_id and p.id = party_id and p.part = 'landlord'));

grant update (part, name, legal_form, siren, siret, address, is_confirmed) on convention_party to palier_app;
grant update (start_on, ended_on) on convention_mission to palier_app;
grant update (label, trigger, due_on, net_cents) on convention_instalment to palier_app;
grant update (title, party_id, due_on) on convention_deliverable to palier_app;
grant update (file_id, withdrawn_at) on convention_evidence to palier_app;
grant delete on convention_signature to palier_app;

-- Residences that a perimeter may name: a name and a public address, no dwelling and no person.
create function contract_residences() returns table (id uuid, name text, address text)
  language sql stable security definer set search_path = public
  as $$
  select r.id, r.name, r.address from stock_residence r
  where r.convention_id = (select current_convention()) and (select reads_contract())
  order by r.name collate "fr-x-icu", r.code
  $$;

-- Records of other rooms that can be evidence, as far as whoever asks may see them. A room that comes later adds its own here.
create function contract_records() returns table (kind text, label text, happened_on date, path text)
  language sql stable
  as $$
  select 'panel', p.name, d.drawn_at::date, 'survey/panel/' || p.id || '/record'
  from survey_draw d join survey_panel p on p.convention_id = d.convention_id and p.id = d.panel_id
  where d.convention_id = (select current_convention())
  union all
  select 'import', i.file_name, i.committed_at::date, 'imports/' || i.id
  from import i where i.convention_id = (select current_convention()) and i.committed_at is not null and i.undone_at is null
  $$;
