-- A panel is drafted, sealed (its hash is published), computed, numbered in public, drawn. Each step is a dated row with its author, and none is taken back.
create table survey_panel (
  convention_id     uuid not null references convention (id),
  id                uuid not null default uuidv7(),
  name              text not null check (length(name) between 3 and 120),
  residence_ids     uuid[] not null default '{}', -- empty: the whole stock
  holders_only      boolean not null default false,
  one_per_household boolean not null default true,
  size              integer not null check (size between 2 and 2000),
  objective         text not null default 'leximin' check (objective in ('leximin', 'maximin', 'nash')),
  tolerance         numeric(4, 3) not null default 0.1 check (tolerance between 0 and 1),
  features          text[] not null check (features <@ array['residence', 'age', 'sex', 'pcs']),
  public_token      text not null unique check (length(public_token) >= 32), -- the link anyone can be given
  created_at        timestamptz not null default now(),
  created_by        uuid not null,
  discarded_at      timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, created_by) references member (convention_id, id)
);

-- Quotas in versions: a change is a new version, so that what was sealed can always be shown beside what was thought of before.
create table survey_quota (
  convention_id uuid not null,
  panel_id      uuid not null,
  id            uuid not null default uuidv7(),
  version       integer not null check (version >= 1),
  feature       text not null check (feature in ('residence', 'age', 'sex', 'pcs')),
  value         text not null check (length(value) between 1 and 60),
  label         text not null check (length(label) between 1 and 200),
  target        numeric(8, 2) not null check (target >= 0),
  minimum       integer not null check (minimum >= 0),
  maximum       integer not null check (maximum >= minimum),
  at_draw       boolean not null default true, -- false: followed while recruiting, because the register does not know it well enough
  made_at       timestamptz not null default now(),
  made_by       uuid not null,
  primary key (convention_id, id),
  unique (convention_id, panel_id, version, feature, value),
  foreign key (convention_id, panel_id) references survey_panel (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);

create table survey_seal (
  convention_id uuid not null,
  panel_id      uuid not null,
  text          text not null, -- canonical: settings, quotas, pseudonyms with the salted hash of what is known of each
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  quota_version integer not null,
  pool_size     integer not null check (pool_size > 0),
  sealed_at     timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  sealed_by     uuid not null,
  primary key (convention_id, panel_id),
  foreign key (convention_id, panel_id) references survey_panel (convention_id, id),
  foreign key (convention_id, sealed_by) references member (convention_id, id),
  check (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
);

-- The pool as it was at the seal. Persons and households are named by id only, without a key to the register: it must outlive the register's changes.
create table survey_pool_person (
  convention_id uuid not null,
  panel_id      uuid not null,
  position      integer not null check (position >= 0),
  pseudonym     text not null,
  salt          text not null,
  person_id     uuid not null,
  household_id  uuid not null,
  residence_id  uuid not null,
  household     text not null, -- the household's own pseudonym
  features      text[] not null,
  primary key (convention_id, panel_id, position),
  unique (convention_id, panel_id, pseudonym),
  foreign key (convention_id, panel_id) references survey_seal (convention_id, panel_id)
);

create table survey_lottery (
  convention_id uuid not null,
  panel_id      uuid not null,
  panels        text not null, -- JSON: lists of positions, ascending; the place in the list is the number
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  algorithm     text not null,
  optimum       double precision not null, -- the least chance that the quotas allow, before rounding to numbered panels
  figures       jsonb not null, -- least, greatest, mean, Gini of the chances, and how many people have which
  seconds       double precision not null,
  computed_at   timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  computed_by   uuid not null,
  primary key (convention_id, panel_id),
  foreign key (convention_id, panel_id) references survey_seal (convention_id, panel_id),
  foreign key (convention_id, computed_by) references member (convention_id, id)
);

create table survey_number (
  convention_id uuid not null,
  panel_id      uuid not null,
  id            uuid not null default uuidv7(),
  value         integer not null check (value between 0 and 999),
  source        text not null check (source in ('lottery', 'drand', 'dice')),
  reference     text not null check (length(reference) between 3 and 200),
  entered_at    timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  entered_by    uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, panel_id) references survey_lottery (convention_id, panel_id),
  foreign key (convention_id, entered_by) references member (convention_id, id)
);

create table survey_number_answer (
  convention_id uuid not null,
  panel_id      uuid not null,
  number_id     uuid not null,
  id            uuid not null default uuidv7(),
  answer        text not null check (answer in ('confirmed', 'alone', 'wrong')),
  answered_at   timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  answered_by   uuid not null,
  primary key (convention_id, id),
  unique (convention_id, number_id),
  foreign key (convention_id, number_id) references survey_number (convention_id, id),
  foreign key (convention_id, answered_by) references member (convention_id, id)
);

create table survey_draw (
  convention_id uuid not null,
  panel_id      uuid not null,
  record        text not null, -- JSON without names, nor what is known of anyone
  sha256        text not null,
  drawn_at      timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  drawn_by      uuid not null,
  primary key (convention_id, panel_id),
  foreign key (convention_id, panel_id) references survey_lottery (convention_id, panel_id),
  foreign key (convention_id, drawn_by) references member (convention_id, id)
);

-- Who is asked: the drawn, and those who took the place of one. The reserve is everyone else, in the order of the draw.
create table survey_panel_person (
  convention_id uuid not null,
  panel_id      uuid not null,
  id            uuid not null default uuidv7(),
  position      integer not null,
  person_id     uuid not null,
  household_id  uuid not null,
  residence_id  uuid not null,
  probability   double precision not null check (probability between 0 and 1),
  joined_at     timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, panel_id, position),
  foreign key (convention_id, panel_id, position) references survey_pool_person (convention_id, panel_id, position)
);

create table survey_reserve (
  convention_id uuid not null,
  panel_id      uuid not null,
  rank          integer not null check (rank >= 1),
  position      integer not null,
  primary key (convention_id, panel_id, rank),
  unique (convention_id, panel_id, position),
  foreign key (convention_id, panel_id, position) references survey_pool_person (convention_id, panel_id, position)
);

create table survey_replacement (
  convention_id uuid not null,
  panel_id      uuid not null,
  id            uuid not null default uuidv7(),
  leaving_id    uuid not null,
  substitute_id uuid, -- null when the reserve had nobody left
  reason        text not null check (reason in ('refusal', 'household-refusal', 'not-reached', 'moved', 'unable', 'language', 'not-main-residence')),
  violations_before integer not null,
  violations_after  integer not null,
  replaced_at   timestamptz not null default now(),
  replaced_by   uuid not null,
  primary key (convention_id, id),
  unique (convention_id, leaving_id),
  unique (convention_id, substitute_id),
  foreign key (convention_id, leaving_id) references survey_panel_person (convention_id, id),
  foreign key (convention_id, substitute_id) references survey_panel_person (convention_id, id),
  foreign key (convention_id, replaced_by) references member (convention_id, id)
);

-- Every try is kept. Choices only: no free text on a person, so that no health, family or opinion slips in.
create table survey_contact_attempt (
  convention_id   uuid not null,
  id              uuid not null, -- made by the page, so that sending twice stores once
  panel_person_id uuid not null,
  made_at         timestamptz not null default now(),
  made_by         uuid not null,
  channel         text not null check (channel in ('visit', 'phone', 'letter', 'email')),
  outcome         text not null check (outcome in ('1.0', '1.2', '2.10', '2.11', '2.20', '2.31', '2.32', '3.0', '4.1', '4.2', 'sent', 'agreed', 'later')),
  next_step       text check (next_step in ('visit-day', 'visit-evening', 'visit-saturday', 'phone', 'letter', 'appointment', 'none')),
  next_on         date,
  primary key (convention_id, id),
  foreign key (convention_id, panel_person_id) references survey_panel_person (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
create index on survey_contact_attempt (convention_id, panel_person_id, made_at desc);

create table survey_appointment (
  convention_id   uuid not null,
  id              uuid not null,
  panel_person_id uuid not null,
  starts_at       timestamptz not null,
  place           text not null check (place in ('home', 'common-room', 'operator', 'phone')),
  made_at         timestamptz not null default now(),
  made_by         uuid not null,
  cancelled_at    timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, panel_person_id) references survey_panel_person (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
create index on survey_appointment (convention_id, starts_at);

-- What a person said of their occupation: the last word counts, the earlier ones stay.
create table survey_said_pcs (
  convention_id   uuid not null,
  id              uuid not null,
  panel_person_id uuid not null,
  pcs             integer not null check (pcs between 1 and 8),
  said_at         timestamptz not null default now(),
  noted_by        uuid not null,
  primary key (convention_id, id),
  foreign key (convention_id, panel_person_id) references survey_panel_person (convention_id, id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on survey_said_pcs (convention_id, panel_person_id, said_at desc);
create index on survey_panel_person (convention_id, residence_id);

-- What was promised cannot be changed, by anyone.
create function survey_keep_promise() returns trigger language plpgsql as $$
begin
  raise exception 'sealed: % keeps what was promised', tg_table_name using errcode = 'restrict_violation';
end
$$;
create function survey_keep_sealed_settings() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from survey_seal where convention_id = old.convention_id and panel_id = old.id)
     and (to_jsonb(new) - 'discarded_at') is distinct from (to_jsonb(old) - 'discarded_at') then
    raise exception 'sealed: the settings of this panel no longer change' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create function survey_no_quota_after_seal() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from survey_panel where convention_id = new.convention_id and id = new.panel_id for update;
  if exists (select from survey_seal where convention_id = new.convention_id and panel_id = new.panel_id) then
    raise exception 'sealed: the quotas of this panel no longer change' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
-- The pool is written in the transaction of its seal and never added to afterwards.
create function survey_pool_with_seal() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from (select distinct convention_id, panel_id from new_rows) n join survey_seal s on s.convention_id = n.convention_id and s.panel_id = n.panel_id
             where (select count(*) from survey_pool_person p where p.convention_id = n.convention_id and p.panel_id = n.panel_id) > s.pool_size) then
    raise exception 'sealed: nobody is added to the pool' using errcode = 'restrict_violation';
  end if;
  return null;
end
$$;
create trigger keep before update on survey_panel for each row execute function survey_keep_sealed_settings();
create trigger keep before insert on survey_quota for each row execute function survey_no_quota_after_seal();
create trigger kept after insert on survey_pool_person referencing new table as new_rows for each statement execute function survey_pool_with_seal();
do $$
declare
  kept text;
begin
  foreach kept in array array['survey_quota', 'survey_seal', 'survey_pool_person', 'survey_lottery', 'survey_number', 'survey_number_answer', 'survey_draw'] loop
    execute format('create trigger promised before update or delete on %I for each row execute function survey_keep_promise()', kept);
  end loop;
end
$$;
