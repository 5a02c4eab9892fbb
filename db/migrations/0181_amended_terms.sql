-- An amendment may change the budget of a mission, its length, rest it for a while, or bring in, move and withdraw an action.
-- What was agreed before stays in versions; the document that was signed is kept with its amendment.
alter table convention_mission add suspensions jsonb not null default '[]'; -- [{ from, months }]
grant update (budget_cents, semesters, labels, suspensions) on convention_mission to palier_app;

-- Terms of a mission as they were agreed; the mission bears the newest.
create table convention_mission_terms (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  mission_id    uuid not null,
  budget_cents  bigint not null check (budget_cents between 0 and 1000000000000),
  semesters     integer not null check (semesters between 1 and 40),
  suspensions   jsonb not null,
  amendment_id  uuid,
  decided_by    uuid not null,
  decided_at    timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, mission_id) references convention_mission (convention_id, id),
  foreign key (convention_id, amendment_id) references convention_amendment (convention_id, id),
  foreign key (convention_id, decided_by) references member (convention_id, id)
);
create index on convention_mission_terms (convention_id, mission_id, id);

insert into convention_mission_terms (convention_id, mission_id, budget_cents, semesters, suspensions, decided_by, decided_at)
select n.convention_id, n.id, n.budget_cents, n.semesters, '[]', first.decided_by, first.decided_at
from convention_mission n
  join lateral (select s.decided_by, s.decided_at from convention_schedule s where s.convention_id = n.convention_id order by s.id limit 1) first on true;

alter table convention_mission_terms enable row level security, force row level security;
create policy seen on convention_mission_terms for select
  using (convention_id = (select current_convention()) and (select reads_contract()));
create policy changed on convention_mission_terms for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
grant select, insert on convention_mission_terms to palier_app;
call audit_table('convention_mission_terms');

-- The mission that a version puts its action in; a withdrawn action stays readable.
alter table convention_action_version add mission_id uuid, add is_withdrawn boolean not null default false;
update convention_action_version v set mission_id = a.mission_id
from convention_action a where a.convention_id = v.convention_id and a.id = v.action_id;
alter table convention_action_version alter mission_id set not null,
  add foreign key (convention_id, mission_id) references convention_mission (convention_id, id);
grant update (mission_id, rank) on convention_action to palier_app;

create function action_is_withdrawn(in_convention uuid, in_action uuid) returns boolean
  language sql stable
  return coalesce((select v.is_withdrawn from convention_action_version v
    where v.convention_id = in_convention and v.action_id = in_action order by v.version desc limit 1), false);

-- A mission cut short loses instalments of which no invoice speaks.
grant delete on convention_instalment to palier_app;

alter table convention_amendment add file_id uuid,
  add foreign key (convention_id, file_id) references file (convention_id, id) on delete set null (file_id);
grant update (file_id) on convention_amendment to palier_app;
