-- What becomes of an invoice once it left: what platforms say of it, disputes, and letters of reminder as they were sent.
create table convention_invoice_status (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  invoice_id    uuid not null,
  code          integer not null check (code between 200 and 213), -- AFNOR XP Z12-012
  happened_on   date not null,
  source        text not null check (source in ('hand', 'file', 'payment')),
  message_id    text check (length(message_id) between 1 and 200), -- of the platform's message: the same file twice says it once
  payment_id    uuid check ((payment_id is not null) = (source = 'payment')),
  reason        text not null default '' check (length(reason) <= 1000),
  noted_by      uuid not null,
  noted_at      timestamptz not null default now(),
  withdrawn_at  timestamptz,
  primary key (convention_id, id),
  unique (convention_id, invoice_id, message_id, code),
  check ((message_id is not null) = (source = 'file')),
  foreign key (convention_id, invoice_id) references convention_invoice_issue (convention_id, invoice_id),
  foreign key (convention_id, payment_id) references convention_invoice_payment (convention_id, id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on convention_invoice_status (convention_id, invoice_id, id);

create table convention_invoice_dispute (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  invoice_id    uuid not null,
  reason        text not null check (length(reason) between 1 and 1000),
  since         date not null,
  opened_by     uuid not null,
  opened_at     timestamptz not null default now(),
  resolution    text check (length(resolution) between 1 and 1000),
  resolved_on   date check (resolved_on >= since),
  resolved_by   uuid,
  primary key (convention_id, id),
  check ((resolution is null) = (resolved_on is null) and (resolved_on is null) = (resolved_by is null)),
  foreign key (convention_id, invoice_id) references convention_invoice_issue (convention_id, invoice_id),
  foreign key (convention_id, opened_by) references member (convention_id, id),
  foreign key (convention_id, resolved_by) references member (convention_id, id)
);
create unique index on convention_invoice_dispute (convention_id, invoice_id) where resolved_on is null; -- one at a time
create trigger never_removed before delete on convention_invoice_dispute for each row execute function never_changes();
create trigger never_removed before delete on convention_invoice_status for each row execute function never_changes();

-- The letter of a reminder, made once.
alter table convention_invoice_step add file_id uuid,
  add foreign key (convention_id, file_id) references file (convention_id, id);

do $$
declare
  one text;
begin
  foreach one in array array['invoice_status', 'invoice_dispute'] loop
    execute format('alter table convention_%s enable row level security, force row level security', one);
    execute format('create policy led on convention_%s for all using (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))
      with check (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))', one);
    execute format('create policy issued_seen on convention_%s for select
      using (convention_id = (select current_convention()) and (select has_role(''landlord-pilot'')))', one);
    execute format('grant select, insert on convention_%s to palier_app', one);
    execute format('call audit_table(''convention_%s'')', one);
  end loop;
end
$$;
grant update (withdrawn_at) on convention_invoice_status to palier_app;
grant update (resolution, resolved_on, resolved_by) on convention_invoice_dispute to palier_app;
