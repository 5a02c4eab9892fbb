-- Letters on paper: whom they were for when they left, the file that was printed, and the name of the town, which the register lacks.
create table mobilisation_town (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  postal_code   text not null check (postal_code ~ '^\d{5}$'),
  name          text not null check (length(name) between 1 and 32),
  primary key (convention_id, id),
  unique (convention_id, postal_code)
);

-- Frozen at the departure. Persons are named by id only, without a key to the register: what was sent outlives its changes.
create table mobilisation_recipient (
  convention_id uuid not null,
  campaign_id   uuid not null,
  id            uuid not null default uuidv7(),
  rank          integer not null check (rank >= 1), -- place in the walk: residence, building, stairway, floor, door
  person_id     uuid not null,
  residence_id  uuid not null,
  outcome       text not null check (outcome in ('printed', 'bad-address')),
  primary key (convention_id, id),
  unique (convention_id, campaign_id, rank),
  foreign key (convention_id, campaign_id) references mobilisation_departure (convention_id, campaign_id)
);

create table mobilisation_print (
  convention_id uuid not null,
  campaign_id   uuid not null,
  file_id       uuid not null, -- no key to the file: it goes after 30 days, that it was made stays
  letters       integer not null check (letters >= 1),
  made_at       timestamptz not null default now(),
  primary key (convention_id, campaign_id),
  foreign key (convention_id, campaign_id) references mobilisation_departure (convention_id, campaign_id)
);

alter table mobilisation_town enable row level security, force row level security;
alter table mobilisation_recipient enable row level security, force row level security;
alter table mobilisation_print enable row level security, force row level security;

create policy seen on mobilisation_town for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator', 'caretaker')));
create policy made on mobilisation_town for insert with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on mobilisation_town for update using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()));
create policy seen on mobilisation_recipient for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator')) or residence_id = any ((select covered_residences())::uuid[])));
create policy made on mobilisation_recipient for insert with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy seen on mobilisation_print for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
create policy made on mobilisation_print for insert with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));

grant select, insert on mobilisation_town, mobilisation_recipient, mobilisation_print to palier_app;
grant update (name) on mobilisation_town to palier_app;
call audit_table('mobilisation_town');
call audit_table('mobilisation_recipient');
call audit_table('mobilisation_print', 'convention_id', 'campaign_id');
