-- Findings: what is said, by whom, how many, in what words. Each rests on excerpts and figures; what leaves the operator is a frozen, guarded copy.
create table survey_finding (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  audience      text not null check (audience in ('tenant', 'caretaker')),
  title         text not null check (length(title) between 3 and 200),
  statement     text not null check (length(statement) between 3 and 4000),
  plain         text not null default '' check (length(plain) <= 1000), -- for the return to tenants; empty: not in it
  written_at    timestamptz not null default now(),
  written_by    uuid not null,
  removed_at    timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

-- An excerpt behind a finding, for it or against it; and its words as they may be quoted, once a second person has read them.
create table survey_finding_excerpt (
  convention_id uuid not null,
  finding_id    uuid not null,
  excerpt_id    uuid not null,
  stance        text not null check (stance in ('supports', 'diverges')),
  said          text not null default '' check (length(said) <= 2000),
  masked_at     timestamptz,
  masked_by     uuid,
  checked_at    timestamptz,
  checked_by    uuid,
  added_at      timestamptz not null default now(),
  primary key (convention_id, finding_id, excerpt_id),
  foreign key (convention_id, finding_id) references survey_finding (convention_id, id),
  foreign key (convention_id, excerpt_id) references survey_excerpt (convention_id, id) on delete cascade,
  foreign key (convention_id, masked_by) references member (convention_id, id),
  foreign key (convention_id, checked_by) references member (convention_id, id),
  check (checked_by is null or (masked_by is not null and checked_by <> masked_by and said <> '')),
  check ((masked_at is null) = (masked_by is null)),
  check ((checked_at is null) = (checked_by is null))
);
create index on survey_finding_excerpt (convention_id, excerpt_id);

create table survey_finding_figure (
  convention_id uuid not null,
  finding_id    uuid not null,
  figure_id     uuid not null,
  added_at      timestamptz not null default now(),
  primary key (convention_id, finding_id, figure_id),
  foreign key (convention_id, finding_id) references survey_finding (convention_id, id),
  foreign key (convention_id, figure_id) references survey_estimate_figure (convention_id, id)
);
create index on survey_finding_figure (convention_id, figure_id);

-- What a finding calls for: something to learn, to do together, or to mend.
create table survey_need (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  finding_id    uuid not null,
  kind          text not null check (kind in ('training', 'project', 'issue')),
  wording       text not null check (length(wording) between 3 and 300),
  residence_id  uuid,
  written_at    timestamptz not null default now(),
  written_by    uuid not null,
  removed_at    timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, finding_id) references survey_finding (convention_id, id),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);
create index on survey_need (convention_id, kind, id desc);
create index on survey_need (convention_id, residence_id);

-- The synthesis as it left, in versions: what was read in a committee can be read again as it was.
create table survey_synthesis (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  version       integer not null check (version >= 1),
  title         text not null check (length(title) between 3 and 200),
  content       jsonb not null,
  published_at  timestamptz not null default now(),
  published_by  uuid not null,
  primary key (convention_id, id),
  unique (convention_id, version),
  foreign key (convention_id, published_by) references member (convention_id, id)
);

-- Words changed after the check are to be read again; nobody checks in another's name, and whoever masked the words is the one who says so.
create function survey_second_reader() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.said is distinct from old.said then
    new.checked_at := null;
    new.checked_by := null;
  end if;
  if new.checked_by is distinct from old.checked_by and new.checked_by is not null and new.checked_by is distinct from current_member() then
    raise exception 'checked: a reader checks in their own name' using errcode = 'restrict_violation';
  end if;
  if new.said is distinct from old.said and new.masked_by is distinct from current_member() then
    raise exception 'masked: whoever changes the words signs them' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger second_reader before update on survey_finding_excerpt for each row execute function survey_second_reader();

do $$
declare
  named text;
begin
  foreach named in array array['survey_finding', 'survey_finding_excerpt', 'survey_finding_figure', 'survey_need', 'survey_synthesis'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy made on %I for insert with check (convention_id = (select current_convention())
      and (select has_role('operator-lead')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
  end loop;
  foreach named in array array['survey_finding', 'survey_finding_excerpt', 'survey_finding_figure', 'survey_need'] loop
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
  end loop;
  foreach named in array array['survey_finding', 'survey_need'] loop
    execute format($policy$create policy changed on %I for update using (convention_id = (select current_convention())
      and (select has_role('operator-lead'))) with check (convention_id = (select current_convention()))$policy$, named);
    execute format('call audit_table(%L)', named);
  end loop;
  foreach named in array array['survey_finding_excerpt', 'survey_finding_figure'] loop
    execute format($policy$create policy taken_out on %I for delete using (convention_id = (select current_convention())
      and (select has_role('operator-lead')))$policy$, named);
    execute format('grant delete on %I to palier_app', named);
    execute format('call audit_table(%L, %L, %L)', named, 'convention_id', 'finding_id');
  end loop;
end
$$;
create policy read_out on survey_synthesis for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')));
call audit_table('survey_synthesis');
-- The second reader need not be the lead.
create policy masked on survey_finding_excerpt for update using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator'))) with check (convention_id = (select current_convention()));
grant update (title, statement, plain, audience, removed_at) on survey_finding to palier_app;
grant update (stance, said, masked_at, masked_by, checked_at, checked_by) on survey_finding_excerpt to palier_app;
grant update (removed_at) on survey_need to palier_app;
