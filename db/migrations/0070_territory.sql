-- The territory: public files as they came in, the figures of areas, the places and ways around the residences, a timetable.

create function reads_territory() returns boolean
  language sql stable parallel safe
  return has_role('operator-lead', 'operator-animator', 'landlord-pilot', 'partner');

-- A public file: what it is, of which year. A newer import of the same edition takes its place.
create table territory_source (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  dataset       text not null check (length(dataset) between 1 and 60),
  vintage       text not null default '' check (length(vintage) <= 20), -- year, or day of an extract; nothing where the file does not tell
  level         text not null default '' check (length(level) <= 30),
  import_id     uuid not null,
  file_name     text not null check (length(file_name) between 1 and 255),
  file_sha256   text not null,
  is_invented   boolean not null, -- a demonstration's own figures, never to be taken for published ones
  loaded_by     text not null, -- as they were called then
  loaded_at     timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, dataset, vintage, level),
  foreign key (convention_id, import_id) references import (convention_id, id)
);

-- What the files are cut to and compared with, beside the communes of the convention.
create table territory_perimeter (
  convention_id   uuid primary key references convention (id),
  margin_metres   integer not null default 1500 check (margin_metres between 0 and 10000),
  group_code      text check (group_code ~ '^\d{9}$'), -- intercommunality, by its SIREN
  group_name      text check (length(group_name) <= 120),
  group_communes  text[] not null default '{}',
  changed_by      uuid not null,
  changed_at      timestamptz not null default now(),
  foreign key (convention_id, changed_by) references member (convention_id, id)
);

-- Figures of one area in one edition, under the producer's own names without their year. What is withheld has no figure, and a reason.
create table territory_figure (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  area_kind     text not null check (area_kind in ('iris', 'qpv', 'commune', 'intercommunality', 'department', 'region', 'metropole', 'grid')),
  area_code     text not null check (length(area_code) between 1 and 60),
  area_name     text check (length(area_name) <= 200),
  lon           double precision, -- middle of a square
  lat           double precision,
  figures       jsonb not null,
  withheld      jsonb not null default '{}',
  primary key (convention_id, id),
  unique (convention_id, source_id, area_kind, area_code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);

-- A place as one file has it. Two files may have the same one: which stand for one another is said by territory_place_note, or found.
create table territory_place (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  origin        text not null check (origin in ('bpe', 'osm', 'directory', 'finess', 'stations', 'hand')),
  origin_key    text not null check (length(origin_key) between 1 and 120),
  source_id     uuid, -- nothing for a place added by hand
  kind          text not null check (length(kind) between 1 and 40),
  name          text not null default '' check (length(name) <= 200),
  address       text check (length(address) <= 300),
  lon           double precision not null check (lon between -180 and 180),
  lat           double precision not null check (lat between -90 and 90),
  opening_hours text check (length(opening_hours) <= 500),
  wheelchair    text check (wheelchair in ('yes', 'limited', 'no')),
  is_gone       boolean not null default false, -- the newest edition of its file no longer has it
  primary key (convention_id, id),
  unique (convention_id, origin, origin_key),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);
create index on territory_place (convention_id, kind);

-- What somebody knows better than the file, dated and signed; the newest of each kind holds, the others are its history.
create table territory_place_note (
  convention_id  uuid not null,
  id             uuid not null default uuidv7(),
  place_id       uuid not null,
  act            text not null check (act in ('added', 'closed', 'open', 'moved', 'renamed', 'hours', 'same', 'other')),
  lon            double precision check (lon between -180 and 180),
  lat            double precision check (lat between -90 and 90),
  said           text check (length(said) <= 500), -- the new name, the new hours
  other_place_id uuid,
  noted_by       uuid not null,
  noted_at       timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, place_id) references territory_place (convention_id, id) on delete cascade,
  foreign key (convention_id, other_place_id) references territory_place (convention_id, id) on delete cascade,
  foreign key (convention_id, noted_by) references member (convention_id, id),
  check ((act = 'moved') = (lon is not null and lat is not null)),
  check ((act in ('same', 'other')) = (other_place_id is not null)),
  check ((act in ('renamed', 'hours')) = (said is not null))
);
create index on territory_place_note (convention_id, place_id, id);

-- Lines and areas of the map, and the ways one walks on.
create table territory_way (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  code          text not null check (length(code) between 1 and 40), -- OpenStreetMap's number
  tags          jsonb not null,
  points        jsonb not null, -- [[lon, lat], …], WGS 84
  nodes         jsonb, -- OpenStreetMap's number of each point, where the file has them
  is_gone       boolean not null default false,
  primary key (convention_id, id),
  unique (convention_id, code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);

-- Points that say something of a way: crossing, kerb, gate, bench, bus stop.
create table territory_spot (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  code          text not null check (length(code) between 1 and 40),
  tags          jsonb not null,
  lon           double precision not null check (lon between -180 and 180),
  lat           double precision not null check (lat between -90 and 90),
  is_gone       boolean not null default false,
  primary key (convention_id, id),
  unique (convention_id, code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);

-- A change that somebody imagines on the ground, to see what it would bring.
create table territory_wish (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  kind          text not null check (kind in ('link', 'gate', 'kerb', 'bench')),
  name          text not null check (length(name) between 1 and 120),
  points        jsonb not null, -- one point, or the two ends of a link
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);

-- The timetable, cut to the trips that stop nearby.
create table territory_stop (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  code          text not null check (length(code) between 1 and 120),
  name          text not null check (length(name) <= 200),
  lon           double precision not null check (lon between -180 and 180),
  lat           double precision not null check (lat between -90 and 90),
  parent_code   text,
  wheelchair    integer check (wheelchair between 0 and 2),
  is_gone       boolean not null default false,
  primary key (convention_id, id),
  unique (convention_id, source_id, code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);
create table territory_line (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  code          text not null check (length(code) between 1 and 120),
  short_name    text not null check (length(short_name) <= 80),
  long_name     text check (length(long_name) <= 250),
  kind          integer not null, -- GTFS route_type
  is_gone       boolean not null default false,
  primary key (convention_id, id),
  unique (convention_id, source_id, code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);
create table territory_service_day (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  code          text not null check (length(code) between 1 and 120),
  weekdays      integer not null default 0 check (weekdays between 0 and 127), -- Monday is 1, Sunday 64
  from_on       date,
  to_on         date,
  added_on      jsonb not null default '[]',
  removed_on    jsonb not null default '[]',
  is_gone       boolean not null default false,
  primary key (convention_id, id),
  unique (convention_id, source_id, code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);
create table territory_trip (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  source_id     uuid not null,
  code          text not null check (length(code) between 1 and 160),
  line_code     text not null,
  service_code  text not null,
  headsign      text check (length(headsign) <= 200),
  direction     integer check (direction between 0 and 1),
  wheelchair    integer check (wheelchair between 0 and 2),
  stops         jsonb not null, -- [[stop, arrival, departure, pick-up, drop-off], …] in seconds of the service day
  frequencies   jsonb not null default '[]', -- [[from, to, headway, exact], …]
  is_gone       boolean not null default false,
  primary key (convention_id, id),
  unique (convention_id, source_id, code),
  foreign key (convention_id, source_id) references territory_source (convention_id, id) on delete cascade
);

-- What the reader is told of the territory: proposed by rules, edited by the lead, every version kept.
create table territory_text (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  language      text not null check (language in ('fr', 'en')),
  sentences     jsonb not null, -- [{ text, figures }]
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

alter table stock_quarter drop constraint stock_quarter_kind_check;
alter table stock_quarter add check (kind in ('iris', 'qpv', 'commune'));

do $$
declare
  one text;
begin
  foreach one in array array['source', 'perimeter', 'figure', 'place', 'way', 'spot', 'stop', 'line', 'service_day', 'trip'] loop
    execute format('alter table territory_%s enable row level security, force row level security', one);
    execute format('create policy seen on territory_%s for select using (convention_id = (select current_convention()) and (select reads_territory()))', one);
    execute format('create policy changed on territory_%s for all using (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))
      with check (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))', one);
    execute format('grant select, insert, update, delete on territory_%s to palier_app', one);
  end loop;
end
$$;
-- Places are corrected by whoever works there for the operator.
create policy added on territory_place for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-animator')) and origin = 'hand');

alter table territory_place_note enable row level security, force row level security;
alter table territory_wish enable row level security, force row level security;
alter table territory_text enable row level security, force row level security;
create policy seen on territory_place_note for select using (convention_id = (select current_convention()) and (select reads_territory()));
create policy added on territory_place_note for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and noted_by = (select current_member()));
create policy seen on territory_wish for select using (convention_id = (select current_convention()) and (select reads_territory()));
create policy changed on territory_wish for all using (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')));
create policy seen on territory_text for select using (convention_id = (select current_convention()) and (select reads_territory()));
create policy added on territory_text for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead')) and written_by = (select current_member()));
grant select, insert on territory_place_note, territory_text to palier_app;
grant select, insert, update, delete on territory_wish to palier_app;

call audit_table('territory_source');
call audit_table('territory_perimeter', 'convention_id', 'convention_id');
call audit_table('territory_place_note');
call audit_table('territory_wish');
call audit_table('territory_text');

-- Where the residences stand, for whoever reads the territory: a name and a public address, no dwelling and no person.
create function territory_residences() returns table (id uuid, code text, name text, address text, lon double precision, lat double precision, dwellings integer)
  language sql stable security definer set search_path = public
  as $$
  select r.id, r.code, r.name, r.address, r.lon, r.lat,
    (select count(*)::integer from stock_dwelling d where d.convention_id = r.convention_id and d.residence_id = r.id)
  from stock_residence r
  where r.convention_id = (select current_convention()) and (select reads_territory())
  order by r.name collate "fr-x-icu", r.code
  $$;
