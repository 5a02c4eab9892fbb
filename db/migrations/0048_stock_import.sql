-- What files bring beside the landlord's own: addresses with coordinates, counts the register declares; and limits as wide as real files.
create table stock_address (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  code          text not null check (length(code) between 1 and 60), -- identifier of the national address base
  address       text not null check (length(address) between 1 and 300),
  address_key   text not null,
  postal_code   text check (postal_code ~ '^\d{5}$'),
  commune_code  text,
  commune_name  text,
  lon           double precision not null check (lon between -180 and 180),
  lat           double precision not null check (lat between -90 and 90),
  primary key (convention_id, id),
  unique (convention_id, code)
);
create index on stock_address (convention_id, address_key);
alter table stock_address enable row level security, force row level security;
create policy seen on stock_address for select using (convention_id = (select current_convention()));
create policy changed on stock_address for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
grant select, insert, update, delete on stock_address to palier_app;
call audit_table('stock_address');

-- Dwellings that the national register declares at the residence's addresses: beside the landlord's own rows, never in their place.
alter table stock_residence add column declared_dwellings integer check (declared_dwellings between 0 and 100000);
alter table stock_residence add column quarter_code text check (length(quarter_code) <= 20);

alter table stock_building drop constraint stock_building_code_check, drop constraint stock_building_year_built_check;
alter table stock_building add check (length(code) between 1 and 60), add check (year_built between 1400 and 2100);
alter table stock_stairway drop constraint stock_stairway_code_check;
alter table stock_stairway add check (length(code) between 1 and 120);
alter table stock_dwelling drop constraint stock_dwelling_rooms_check;
alter table stock_dwelling add check (rooms between 1 and 30);
