-- What came in, from which file, by whom, what it changed, and what is needed to take it back.
create table import (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  file_id       uuid, -- the bytes go after 30 days; what was done with them stays
  file_name     text not null check (length(file_name) between 1 and 255),
  file_bytes    bigint not null,
  file_sha256   text not null,
  kind          text, -- nothing while the file is not recognised
  landlord      text not null default '',
  forced        jsonb not null default '{}', -- what somebody decided against what was recognised
  recognised    jsonb, -- how to read the file; its sample is emptied when the file goes
  refused       jsonb, -- why the file cannot be read
  dialect       text,
  mapping       jsonb not null default '{}',
  answers       jsonb not null default '{}', -- how columns are written, where a person had to say
  choices       jsonb not null default '{}', -- what the kind leaves open
  tally         jsonb,
  outcome       jsonb,
  received_by   uuid not null,
  received_at   timestamptz not null default now(),
  check_job     uuid,
  checked_at    timestamptz,
  commit_job    uuid,
  committed_by  uuid,
  committed_at  timestamptz,
  undo_job      uuid,
  undone_by     uuid,
  undone_at     timestamptz,
  discarded_by  uuid,
  discarded_at  timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, received_by) references member (convention_id, id),
  check (committed_at is null or kind is not null),
  check (undone_at is null or committed_at is not null),
  check (discarded_at is null or committed_at is null)
);
create index on import (convention_id, file_sha256);
create index on import (convention_id, received_at desc);

-- What a landlord calls each field, as somebody confirmed it once.
create table import_mapping (
  convention_id uuid not null references convention (id),
  landlord      text not null,
  kind          text not null,
  headers       jsonb not null, -- comparable header → field
  chosen_by     uuid not null,
  chosen_at     timestamptz not null default now(),
  primary key (convention_id, landlord, kind)
);

-- What is wrong with which line. Values are of persons: they go with the file.
create table import_problem (
  convention_id uuid not null,
  import_id     uuid not null,
  position      integer not null,
  severity      text not null check (severity in ('refused', 'warning', 'set-aside')),
  line          bigint not null,
  column_name   text,
  value         text,
  code          text not null,
  params        jsonb not null default '{}',
  primary key (convention_id, import_id, position),
  foreign key (convention_id, import_id) references import (convention_id, id) on delete cascade
);

-- What an import did, so that it can be undone: ids of the rows it added (by thousands), rows as they were before it changed them.
create table import_change (
  convention_id uuid not null,
  import_id     uuid not null,
  id            bigint generated always as identity, -- undone backwards
  object_table  text not null,
  key_column    text not null,
  added         uuid[],
  row_id        uuid,
  before        jsonb,
  primary key (convention_id, import_id, id),
  foreign key (convention_id, import_id) references import (convention_id, id) on delete cascade,
  check ((added is null) <> (row_id is null)),
  check ((row_id is null) = (before is null))
);
create index on import_change (convention_id, object_table, row_id) where row_id is not null;

alter table import enable row level security, force row level security;
alter table import_mapping enable row level security, force row level security;
alter table import_problem enable row level security, force row level security;
alter table import_change enable row level security, force row level security;

create policy seen on import for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')));
create policy changed on import for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
-- Values of tenants' files are for who brought them, like the file itself.
create policy changed on import_mapping for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on import_problem for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy changed on import_change for all using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));

grant select, insert, update on import, import_mapping to palier_app;
grant select, insert, delete on import_problem, import_change to palier_app;
call audit_table('import');
call audit_table('import_mapping', 'convention_id', 'kind');

/* Files, problems and samples older than 30 days, in every convention: called by the nightly tidying. Gives the files to remove. */
create function import_expire(at timestamptz default now()) returns table (convention_id uuid, file_id uuid)
  language plpgsql security definer set search_path = public as $$
begin
  delete from import_problem p using import i
    where i.convention_id = p.convention_id and i.id = p.import_id and i.received_at < at - interval '30 days';
  -- A change log outlives its usefulness with the file: after a year nobody undoes an import, and it holds rows of persons.
  delete from import_change c using import i
    where i.convention_id = c.convention_id and i.id = c.import_id
      and (i.received_at < at - interval '1 year' or i.undone_at < at - interval '30 days');
  return query with gone as (
    select i.convention_id, i.id, i.file_id from import i where i.file_id is not null and i.received_at < at - interval '30 days'
  ), emptied as (
    update import i set file_id = null, recognised = i.recognised || '{"sample": []}' from gone
    where i.convention_id = gone.convention_id and i.id = gone.id
  ), removed as (
    delete from file f using gone where f.convention_id = gone.convention_id and f.id = gone.file_id
  )
  select gone.convention_id, gone.file_id from gone;
end
$$;
revoke execute on function import_expire from public;
grant execute on function import_expire to palier_app;
