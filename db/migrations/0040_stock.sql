-- The stock: residence → building → stairway → dwelling → household → person; what identifies a person lies apart, in stock_contact.
create table stock_residence (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  code          text not null check (length(code) between 1 and 40),
  name          text not null check (length(name) between 1 and 200),
  address       text,
  postal_code   text check (postal_code ~ '^\d{5}$'),
  commune_code  text check (commune_code ~ '^(\d{5}|2[AB]\d{3})$'),
  lon           double precision check (lon between -180 and 180),
  lat           double precision check (lat between -90 and 90),
  search        text generated always as (searchable(code || ' ' || name || ' ' || coalesce(address, '') || ' ' || coalesce(postal_code, ''))) stored,
  primary key (convention_id, id),
  unique (convention_id, code)
);

-- Who covers which residence, from when to when: a caretaker sees these and no others.
create table stock_coverage (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  member_id     uuid not null,
  residence_id  uuid not null,
  from_on       date not null default current_date,
  to_on         date check (to_on >= from_on),
  primary key (convention_id, id),
  foreign key (convention_id, member_id) references member (convention_id, id),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete cascade
);
create index on stock_coverage (convention_id, member_id);
create index on stock_coverage (convention_id, residence_id);

create function sees_whole_stock() returns boolean
  language sql stable parallel safe
  return has_role('operator-lead', 'operator-animator', 'landlord-pilot');

create function covered_residences() returns uuid[]
  language sql stable security definer parallel safe set search_path = public
  return array(select residence_id from stock_coverage
               where member_id = current_member() and from_on <= current_date and (to_on is null or to_on >= current_date)
                 and has_role('caretaker'));

create table stock_building (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  residence_id  uuid not null,
  code          text not null check (length(code) between 1 and 40),
  year_built    integer check (year_built between 1500 and 2100),
  primary key (convention_id, id),
  unique (convention_id, residence_id, code),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete cascade
);

create table stock_stairway (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  residence_id  uuid not null,
  building_id   uuid not null,
  code          text not null check (length(code) between 1 and 40),
  has_lift      boolean,
  primary key (convention_id, id),
  unique (convention_id, building_id, code),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete cascade,
  foreign key (convention_id, building_id) references stock_building (convention_id, id) on delete cascade
);

create table stock_dwelling (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  residence_id  uuid not null,
  stairway_id   uuid not null,
  code          text not null check (length(code) between 1 and 60), -- the landlord's management unit (UG)
  rpls_id       text,
  address       text not null check (length(address) between 1 and 300),
  floor         integer check (floor between -5 and 80),
  door          text check (length(door) <= 40),
  rooms         integer check (rooms between 1 and 20),
  area_m2       numeric(6, 2) check (area_m2 between 5 and 1000),
  rent_cents    integer check (rent_cents between 0 and 1000000),
  energy_class  text check (energy_class ~ '^[A-G]$'),
  ghg_class     text check (ghg_class ~ '^[A-G]$'),
  energy_on     date,
  heating       text check (length(heating) <= 100),
  funding_code  text check (length(funding_code) <= 10),
  year_let      integer check (year_let between 1800 and 2100),
  status        text not null default 'unknown' check (status in ('occupied', 'vacant-offered', 'vacant-technical', 'unknown')),
  is_accessible boolean,
  is_in_priority_quarter boolean,
  search        text generated always as (searchable(code || ' ' || address || ' ' || coalesce(door, ''))) stored,
  primary key (convention_id, id),
  unique (convention_id, code),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete cascade,
  foreign key (convention_id, stairway_id) references stock_stairway (convention_id, id) on delete cascade
);
create index on stock_dwelling (convention_id, residence_id, stairway_id);
create index stock_dwelling_search on stock_dwelling using gin (search gin_trgm_ops);

create table stock_household (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  residence_id  uuid not null,
  dwelling_id   uuid not null,
  code          text not null check (length(code) between 1 and 60), -- the landlord's lease number
  size          integer check (size between 1 and 30),
  entered_on    date,
  left_on       date check (left_on >= entered_on),
  primary key (convention_id, id),
  unique (convention_id, code),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete cascade,
  foreign key (convention_id, dwelling_id) references stock_dwelling (convention_id, id) on delete cascade
);
create index on stock_household (convention_id, dwelling_id);
create index on stock_household (convention_id, residence_id);

-- No date of birth, no income, no health, no nationality: a year, a sex, a group of occupation when it is known.
create table stock_person (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  residence_id  uuid not null,
  household_id  uuid not null,
  code          text not null check (length(code) between 1 and 60), -- the landlord's tenant number, or lease number and rank
  is_holder     boolean not null default false,
  sex           text check (sex in ('F', 'M')),
  birth_year    integer check (birth_year between 1900 and 2100),
  pcs           integer check (pcs between 1 and 8),
  pcs_source    text check (pcs_source in ('landlord', 'said')),
  primary key (convention_id, id),
  unique (convention_id, code),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete cascade,
  foreign key (convention_id, household_id) references stock_household (convention_id, id) on delete cascade
);
create index on stock_person (convention_id, household_id);
create index on stock_person (convention_id, residence_id);

create table stock_contact (
  convention_id uuid not null,
  person_id     uuid not null,
  residence_id  uuid not null,
  first_name    text check (length(first_name) <= 200),
  last_name     text check (length(last_name) <= 200),
  phone         text check (length(phone) <= 40),
  email         text check (length(email) <= 254),
  is_protected  boolean not null default false, -- a protected address: the person is hidden everywhere
  valid_from    date not null default current_date,
  valid_until   date,
  search        text generated always as (searchable(coalesce(last_name, '') || ' ' || coalesce(first_name, ''))) stored,
  primary key (convention_id, person_id),
  foreign key (convention_id, person_id) references stock_person (convention_id, id) on delete cascade
);
create index stock_contact_search on stock_contact using gin (search gin_trgm_ops);

alter table stock_residence enable row level security, force row level security;
alter table stock_coverage enable row level security, force row level security;
alter table stock_building enable row level security, force row level security;
alter table stock_stairway enable row level security, force row level security;
alter table stock_dwelling enable row level security, force row level security;
alter table stock_household enable row level security, force row level security;
alter table stock_person enable row level security, force row level security;
alter table stock_contact enable row level security, force row level security;

create policy seen on stock_residence for select using (convention_id = (select current_convention())
  and ((select sees_whole_stock()) or id = any ((select covered_residences())::uuid[])));
create policy seen on stock_building for select using (convention_id = (select current_convention())
  and ((select sees_whole_stock()) or residence_id = any ((select covered_residences())::uuid[])));
create policy seen on stock_stairway for select using (convention_id = (select current_convention())
  and ((select sees_whole_stock()) or residence_id = any ((select covered_residences())::uuid[])));
create policy seen on stock_dwelling for select using (convention_id = (select current_convention())
  and ((select sees_whole_stock()) or residence_id = any ((select covered_residences())::uuid[])));

-- Persons are for the operator, and for the caretaker of their residence: the landlord's pilot gets counts, never a row.
create policy seen on stock_household for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator')) or residence_id = any ((select covered_residences())::uuid[])));
create policy seen on stock_person for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator')) or residence_id = any ((select covered_residences())::uuid[])));
create policy seen on stock_contact for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator')) or (residence_id = any ((select covered_residences())::uuid[]) and not is_protected)));

create policy seen on stock_coverage for select using (convention_id = (select current_convention())
  and ((select sees_whole_stock()) or (select has_role('administrator')) or member_id = (select current_member())));

-- Only the lead changes the stock: by importing, by undoing, by saying who covers what.
create policy changed on stock_residence for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_building for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_stairway for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_dwelling for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_household for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_person for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_contact for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on stock_coverage for all using (convention_id = (select current_convention()) and (select has_role('operator-lead', 'administrator')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'administrator')));

grant select, insert, update, delete on stock_residence, stock_coverage, stock_building, stock_stairway, stock_dwelling, stock_household,
  stock_person, stock_contact to palier_app;

call audit_table('stock_residence');
call audit_table('stock_coverage');
call audit_table('stock_building');
call audit_table('stock_stairway');
call audit_table('stock_dwelling');
call audit_table('stock_household');
call audit_table('stock_person');
call audit_table('stock_contact', 'convention_id', 'person_id');
