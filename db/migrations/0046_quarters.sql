-- Quarters (IRIS) that the residences stand in: background of the maps, and the margins a tenant profile is compared with.
create table stock_quarter (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  code          text not null check (length(code) between 1 and 20),
  name          text not null check (length(name) between 1 and 200),
  kind          text not null check (kind in ('iris', 'qpv')),
  shape         jsonb not null, -- GeoJSON geometry, WGS 84
  primary key (convention_id, id),
  unique (convention_id, kind, code)
);
alter table stock_quarter enable row level security, force row level security;
create policy seen on stock_quarter for select using (convention_id = (select current_convention()));
create policy changed on stock_quarter for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
grant select, insert, update, delete on stock_quarter to palier_app;
call audit_table('stock_quarter');
