-- Everything belongs to one convention; the member who asks decides which rows exist for them.
create table convention (
  id               uuid primary key default uuidv7(),
  code             text not null unique check (code ~ '^[a-z0-9]([a-z0-9-]{1,38})[a-z0-9]$'),
  name             text not null check (length(name) between 3 and 200),
  operator_name    text not null check (length(operator_name) between 2 and 200),
  landlord_name    text not null check (length(landlord_name) between 2 and 200),
  commune_codes    text[] not null default '{}',
  is_demonstration boolean not null default false,
  created_by       uuid references account_person (id),
  created_at       timestamptz not null default now(),
  closed_at        timestamptz
);

create table member (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  person_id     uuid not null references account_person (id),
  display_name  text not null check (length(display_name) between 1 and 200),
  roles         text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['operator-lead', 'operator-animator', 'landlord-pilot', 'caretaker', 'resident', 'partner', 'administrator']
  ),
  invited_by    uuid,
  joined_at     timestamptz not null default now(),
  ended_at      timestamptz,
  primary key (id),
  unique (convention_id, id),
  unique (convention_id, person_id)
);
create index on member (person_id);

-- Who asks is one setting, made local to the transaction; all else is read from the tables, so that a changed role acts at once.
create function current_member() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('palier.member', true), '')::uuid;

create function current_person() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('palier.person', true), '')::uuid;

create function current_convention() returns uuid
  language sql stable security definer parallel safe set search_path = public
  return (select convention_id from member where id = current_member() and ended_at is null);

create function has_role(variadic wanted text[]) returns boolean
  language sql stable security definer parallel safe set search_path = public
  return coalesce((select roles && wanted from member where id = current_member() and ended_at is null), false);

create function is_administrator() returns boolean
  language sql stable security definer parallel safe set search_path = public
  return exists (select from installation_administrator where person_id = current_person());

alter table convention enable row level security, force row level security;
create policy own_convention on convention for select
  using (id = (select current_convention()) or (select is_administrator())
         or exists (select from member where member.convention_id = convention.id and member.person_id = (select current_person()) and member.ended_at is null));
create policy administrator_creates on convention for insert with check ((select is_administrator()));
create policy lead_names on convention for update
  using (id = (select current_convention()) and (select has_role('operator-lead')))
  with check (id = (select current_convention()));
grant select, insert on convention to palier_app;
grant update (name, operator_name, landlord_name, commune_codes, closed_at) on convention to palier_app;

alter table member enable row level security, force row level security;
create policy own_convention on member for select
  using (convention_id = (select current_convention()) or person_id = (select current_person()) or (select is_administrator()));
create policy managed on member for all
  using (convention_id = (select current_convention()) and (select has_role('operator-lead', 'administrator')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'administrator')));
create policy administrator_seats on member for insert with check ((select is_administrator()));
grant select, insert on member to palier_app;
grant update (display_name, roles, ended_at) on member to palier_app;

create table invitation (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  email         text not null check (email = lower(email)),
  display_name  text not null check (length(display_name) between 1 and 200),
  roles         text[] not null check (cardinality(roles) > 0),
  residence_ids uuid[] not null default '{}',
  token_hash    text not null unique,
  invited_by    uuid,
  invited_at    timestamptz not null default now(),
  expires_at    timestamptz not null,
  accepted_at   timestamptz,
  withdrawn_at  timestamptz,
  primary key (convention_id, id)
);
create index on invitation (email);
alter table invitation enable row level security, force row level security;
create policy managed on invitation
  using ((convention_id = (select current_convention()) and (select has_role('operator-lead', 'administrator'))) or (select is_administrator()))
  with check ((convention_id = (select current_convention()) and (select has_role('operator-lead', 'administrator'))) or (select is_administrator()));
grant select, insert on invitation to palier_app;
grant update (withdrawn_at, expires_at, token_hash) on invitation to palier_app;
