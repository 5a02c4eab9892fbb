-- Every act is written by triggers into a log that nobody can change, hash-chained by convention.
-- Entries hold references, never values. Acts live as long as the convention; accesses are chained by month and expire after 12.
create table audit_entry (
  convention_id uuid not null, -- the zero uuid is the installation itself
  id            uuid not null default uuidv7(),
  chain         text not null check (chain = 'acts' or chain ~ '^accesses-\d{4}-\d{2}$'),
  at            timestamptz not null default clock_timestamp(),
  person_id     uuid,
  member_id     uuid,
  act           text not null,
  object_table  text not null,
  object_ids    text[] not null,  -- empty when more than 50: then the digest stands for them
  object_count  integer not null,
  object_digest text not null,
  reason        text,
  position      bigint,
  hash          text,
  primary key (convention_id, id)
);
create unique index on audit_entry (convention_id, chain, position);
create index on audit_entry (convention_id, at desc);

-- The head outlives its entries: when a month of accesses is dropped, what was promised about it stays.
create table audit_head (
  convention_id uuid not null,
  chain         text not null,
  position      bigint not null,
  hash          text not null,
  dropped_at    timestamptz,
  primary key (convention_id, chain)
);

create function audit_hash(previous text, entry audit_entry) returns text
  language sql immutable
  return encode(sha256(convert_to(previous || jsonb_build_array(
    entry.convention_id, entry.id, entry.chain, extract(epoch from entry.at)::text, entry.person_id, entry.member_id, entry.act,
    entry.object_table, entry.object_ids, entry.object_count, entry.object_digest, entry.reason, entry.position)::text, 'UTF8')), 'hex');

-- Deferred to the end of the transaction: the chain's lock is held for the commit only, so that an import never blocks the others' work.
create function audit_link() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  head audit_head;
  entry audit_entry;
begin
  insert into audit_head values (new.convention_id, new.chain, 0, '', null) on conflict do nothing;
  select * into head from audit_head where convention_id = new.convention_id and chain = new.chain for update;
  select * into entry from audit_entry where convention_id = new.convention_id and id = new.id;
  entry.position := head.position + 1;
  entry.hash := audit_hash(head.hash, entry);
  update audit_entry set position = entry.position, hash = entry.hash where convention_id = new.convention_id and id = new.id;
  update audit_head set position = entry.position, hash = entry.hash where convention_id = new.convention_id and chain = new.chain;
  return null;
end
$$;
create constraint trigger audit_link after insert on audit_entry deferrable initially deferred
  for each row execute function audit_link();

create function audit_write(in_convention uuid, in_chain text, in_act text, in_table text, in_ids text[], in_reason text) returns void
  language sql security definer set search_path = public
  begin atomic
    insert into audit_entry (convention_id, chain, person_id, member_id, act, object_table, object_ids, object_count, object_digest, reason)
    values (
      coalesce(in_convention, '00000000-0000-0000-0000-000000000000'), in_chain, current_person(), current_member(), in_act, in_table,
      case when cardinality(in_ids) <= 50 then in_ids else '{}' end, cardinality(in_ids),
      encode(sha256(convert_to(array_to_string(in_ids, ','), 'UTF8')), 'hex'), in_reason);
  end;
revoke execute on function audit_write from public;

create function audit_statement() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  part record;
  row_set text := case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end;
begin
  for part in execute format(
    'select (%s)::uuid as convention_id, array_agg(%I::text order by %I) as ids from %I group by 1', tg_argv[0], tg_argv[1], tg_argv[1], row_set)
  loop
    perform audit_write(part.convention_id, 'acts', lower(tg_op), tg_table_name, part.ids, nullif(current_setting('palier.reason', true), ''));
  end loop;
  return null;
end
$$;

/* Called once by the migration that makes a table: from then on no row of it changes unseen. */
create procedure audit_table(audited regclass, convention_expression text default 'convention_id', id_column text default 'id')
  language plpgsql as $$
begin
  execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function audit_statement(%L, %L)', audited, convention_expression, id_column);
  execute format('create trigger audit_update after update on %s referencing new table as new_rows for each statement execute function audit_statement(%L, %L)', audited, convention_expression, id_column);
  execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function audit_statement(%L, %L)', audited, convention_expression, id_column);
end
$$;

/* A look at sensitive rows: called by the server function that reads them, in the reader's own transaction. */
create function audit_access(seen_table text, seen_ids text[], why text default null) returns void
  language plpgsql security definer set search_path = public as $$
begin
  perform audit_write(current_convention(), 'accesses-' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM'), 'look', seen_table, seen_ids, why);
end
$$;
grant execute on function audit_access to palier_app;

/* An act that changes no row of its own (sign-in, sign-out, export, refusal). */
create function audit_act(done text, about_table text, about_ids text[], why text default null) returns void
  language plpgsql security definer set search_path = public as $$
begin
  perform audit_write(current_convention(), 'acts', done, about_table, about_ids, why);
end
$$;
grant execute on function audit_act to palier_app;

/* Drops the months of accesses older than 12 months; the head of each stays. */
create function audit_expire(today date default current_date) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  dropped integer;
  oldest text := 'accesses-' || to_char(today - interval '12 months', 'YYYY-MM');
begin
  delete from audit_entry where chain like 'accesses-%' and chain < oldest;
  get diagnostics dropped = row_count;
  update audit_head set dropped_at = now() where chain like 'accesses-%' and chain < oldest and dropped_at is null;
  return dropped;
end
$$;
revoke execute on function audit_expire from public;
grant execute on function audit_expire to palier_app;

alter table audit_entry enable row level security;
alter table audit_head enable row level security;
create policy read_own on audit_entry for select
  using ((convention_id = (select current_convention()) and (select has_role('administrator'))) or (select is_administrator()));
create policy read_own on audit_head for select
  using ((convention_id = (select current_convention()) and (select has_role('administrator'))) or (select is_administrator()));
grant select on audit_entry, audit_head to palier_app;

call audit_table('convention', 'id');
call audit_table('member');
call audit_table('invitation');
call audit_table('account_person', 'null');
call audit_table('account_passkey', 'null');
call audit_table('installation_administrator', 'null', 'person_id');
