-- The diagnosis on paper is made once and kept, in each language, until a newer one takes its place: a download waits for nothing.
create table territory_diagnosis (
  convention_id uuid not null references convention (id),
  language      text not null check (language in ('fr', 'en')),
  file_id       uuid not null,
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  primary key (convention_id, language),
  foreign key (convention_id, file_id) references file (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
alter table territory_diagnosis enable row level security, force row level security;
create policy seen on territory_diagnosis for select using (convention_id = (select current_convention()) and (select reads_territory()));
create policy made on territory_diagnosis for all
  using (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')) and made_by = (select current_member()));
grant select, insert, update on territory_diagnosis to palier_app;
call audit_table('territory_diagnosis', 'convention_id', 'language');
