-- Invoices: drafts that may change, documents that never do. What is issued has a number without gap or double, by issuer and year.
create function reads_invoices() returns boolean
  language sql stable parallel safe
  return has_role('operator-lead', 'landlord-pilot');

-- How a party stands on an invoice, besides what the contract knows of it.
create table convention_payer (
  convention_id      uuid not null,
  party_id           uuid not null,
  street             text[] not null check (cardinality(street) between 1 and 3),
  postcode           text not null check (length(postcode) between 1 and 10),
  city               text not null check (length(city) between 1 and 60),
  country            text not null default 'FR' check (country ~ '^[A-Z]{2}$'),
  vat_number         text check (length(vat_number) between 4 and 20),
  electronic_address text check (length(electronic_address) between 1 and 125), -- in the French directory; the SIREN where none is known
  service_code       text check (length(service_code) between 1 and 100), -- public bodies ask for it
  pays_publicly      boolean not null default false, -- a contracting authority: 30 days, and the rate of public procurement
  primary key (convention_id, party_id),
  foreign key (convention_id, party_id) references convention_party (convention_id, id)
);

-- What the operator's invoices say of itself. An issued invoice keeps what was said that day.
create table convention_billing (
  convention_id       uuid not null references convention (id),
  prefix              text not null check (prefix ~ '^[A-Z0-9]{1,8}$'),
  legal_mention       text not null check (length(legal_mention) between 1 and 300), -- form, capital, register
  iban                text not null check (length(iban) between 15 and 34),
  bic                 text check (length(bic) in (8, 11)),
  contract_reference  text check (length(contract_reference) between 1 and 50),
  payment_days        integer not null check (payment_days between 0 and 60), -- C. com. L441-10
  refinancing_rate_bp integer not null check (refinancing_rate_bp between 0 and 5000), -- of the European Central Bank, at the last 1 January or 1 July
  vat_on_debits       boolean not null default false,
  training_since      date, -- effect of the certificate 3511-SD; without it training is taxed
  training_mention    text not null check (length(training_mention) between 1 and 200),
  small_mention       text not null check (length(small_mention) between 1 and 200), -- of a seller that bills no tax at all
  mentions_until      date not null, -- articles change their number: until then the wording holds
  primary key (convention_id)
);

create table convention_invoice (
  convention_id   uuid not null references convention (id),
  id              uuid not null default uuidv7(),
  kind            text not null check (kind in ('invoice', 'credit-note')),
  buyer_id        uuid not null,
  instalment_id   uuid,
  credits_id      uuid check ((credits_id is not null) = (kind = 'credit-note')),
  period_from     date,
  period_to       date check (period_to >= period_from),
  order_reference text check (length(order_reference) between 1 and 50),
  made_by         uuid not null,
  made_at         timestamptz not null default now(),
  primary key (convention_id, id),
  check ((period_from is null) = (period_to is null)),
  foreign key (convention_id, buyer_id) references convention_party (convention_id, id),
  foreign key (convention_id, instalment_id) references convention_instalment (convention_id, id),
  foreign key (convention_id, credits_id) references convention_invoice (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
create index on convention_invoice (convention_id, instalment_id);
create index on convention_invoice (convention_id, credits_id);

create table convention_invoice_line (
  convention_id    uuid not null,
  id               uuid not null default uuidv7(), -- made in the order of the lines
  invoice_id       uuid not null,
  name             text not null check (length(name) between 1 and 300),
  quantity_milli   bigint not null check (quantity_milli between 1 and 1000000000),
  unit             text not null check (unit in ('LS', 'C62', 'DAY', 'HUR')),
  unit_price_cents bigint not null check (unit_price_cents between 0 and 100000000000),
  vat              text not null check (vat in ('standard', 'training', 'reverse', 'small')),
  primary key (convention_id, id),
  foreign key (convention_id, invoice_id) references convention_invoice (convention_id, id) on delete cascade
);
create index on convention_invoice_line (convention_id, invoice_id);

-- The last number given. A row is locked by whoever issues, so that a number refused with its transaction is given again.
create table convention_invoice_series (
  convention_id  uuid not null references convention (id),
  issuer_siren   text not null check (issuer_siren ~ '^\d{9}$'),
  prefix         text not null,
  year           integer not null check (year between 2000 and 2999),
  last_number    integer not null check (last_number >= 0),
  last_issued_on date,
  primary key (convention_id, issuer_siren, prefix, year),
  unique (issuer_siren, prefix, year) -- an operator's other conventions number elsewhere
);

-- An invoice that left its draft: never changed, never removed.
create table convention_invoice_issue (
  convention_id   uuid not null,
  invoice_id      uuid not null,
  issuer_siren    text not null,
  prefix          text not null,
  year            integer not null,
  sequence        integer not null check (sequence >= 1),
  number          text not null check (length(number) <= 20),
  issued_on       date not null,
  due_on          date not null check (due_on >= issued_on),
  net_cents       bigint not null,
  vat_cents       bigint not null,
  gross_cents     bigint not null check (gross_cents = net_cents + vat_cents),
  penalty_rate_bp integer not null check (penalty_rate_bp >= 0),
  buyer_name      text not null,
  xml             text not null, -- factur-x.xml, which says all the rest
  file_id         uuid not null, -- the PDF/A-3, made once; the key keeps its file from going
  issued_by       uuid not null,
  issued_at       timestamptz not null default now(),
  primary key (convention_id, invoice_id),
  unique (convention_id, issuer_siren, prefix, year, sequence),
  foreign key (convention_id, invoice_id) references convention_invoice (convention_id, id),
  foreign key (convention_id, issuer_siren, prefix, year) references convention_invoice_series (convention_id, issuer_siren, prefix, year),
  foreign key (convention_id, file_id) references file (convention_id, id),
  foreign key (convention_id, issued_by) references member (convention_id, id)
);
create index on convention_invoice_issue (convention_id, issued_on, sequence);

create table convention_invoice_step (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  invoice_id    uuid not null,
  kind          text not null check (kind in ('sent', 'reminded')),
  happened_on   date not null,
  note          text not null default '' check (length(note) <= 300),
  noted_by      uuid not null,
  noted_at      timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, invoice_id) references convention_invoice_issue (convention_id, invoice_id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on convention_invoice_step (convention_id, invoice_id);

-- What came in. A mistake is withdrawn, and stays readable.
create table convention_invoice_payment (
  convention_id uuid not null,
  id            uuid not null default uuidv7(),
  invoice_id    uuid not null,
  received_on   date not null,
  cents         bigint not null check (cents > 0),
  reference     text not null default '' check (length(reference) <= 100),
  noted_by      uuid not null,
  noted_at      timestamptz not null default now(),
  withdrawn_at  timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, invoice_id) references convention_invoice_issue (convention_id, invoice_id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on convention_invoice_payment (convention_id, invoice_id);

create function invoice_is_issued(in_convention uuid, in_invoice uuid) returns boolean
  language sql stable security definer set search_path = public
  return exists (select from convention_invoice_issue i where i.convention_id = in_convention and i.invoice_id = in_invoice);

/* What was invoiced of an instalment, less what was credited. */
create function instalment_invoiced_cents(in_convention uuid, in_instalment uuid) returns bigint
  language sql stable security definer set search_path = public
  return (select coalesce(sum(case d.kind when 'invoice' then i.net_cents else -i.net_cents end), 0)::bigint
    from convention_invoice d join convention_invoice_issue i on i.convention_id = d.convention_id and i.invoice_id = d.id
    where d.convention_id = in_convention and d.instalment_id = in_instalment);

-- A draft may change, what was issued may not. Whoever writes a line and whoever issues wait for each other.
create function issued_invoice_stays() returns trigger language plpgsql as $$
declare
  in_convention uuid := coalesce(new.convention_id, old.convention_id);
  in_invoice uuid;
begin
  if tg_table_name = 'convention_invoice' then in_invoice := old.id;
  elsif tg_op = 'DELETE' then in_invoice := old.invoice_id;
  else in_invoice := new.invoice_id;
  end if;
  perform from convention_invoice d where d.convention_id = in_convention and d.id = in_invoice for no key update;
  if invoice_is_issued(in_convention, in_invoice) then
    raise exception 'an issued invoice never changes' using errcode = 'PL010';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;
create trigger issued_stays before update or delete on convention_invoice for each row execute function issued_invoice_stays();
create trigger issued_stays before insert or update or delete on convention_invoice_line for each row execute function issued_invoice_stays();

create function never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % never changes', tg_table_name using errcode = 'PL011';
end
$$;
create trigger never_changes before update or delete on convention_invoice_issue for each row execute function never_changes();
create trigger never_changes before update or delete on convention_invoice_step for each row execute function never_changes();
create trigger never_removed before delete on convention_invoice_payment for each row execute function never_changes();

/* The next number, for this transaction alone until it ends. The day is known once the row is locked: numbers and days go together. */
create function take_invoice_number(in_siren text, in_prefix text, in_day date) returns integer
  language plpgsql as $$
declare
  given integer;
begin
  insert into convention_invoice_series (convention_id, issuer_siren, prefix, year, last_number)
  values (current_convention(), in_siren, in_prefix, extract(year from in_day)::integer, 0)
  on conflict (convention_id, issuer_siren, prefix, year) do nothing;
  update convention_invoice_series s set last_number = last_number + 1, last_issued_on = in_day
  where s.convention_id = current_convention() and s.issuer_siren = in_siren and s.prefix = in_prefix
    and s.year = extract(year from in_day)::integer
    and (s.last_issued_on is null or s.last_issued_on <= in_day)
  returning last_number into given;
  return given; -- nothing when a later day was given already
end
$$;

-- A number that was taken is on a document before the transaction ends, and all those before it are too.
create function series_has_no_gap() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  series convention_invoice_series;
begin
  select * into series from convention_invoice_series s
  where s.convention_id = new.convention_id and s.issuer_siren = new.issuer_siren and s.prefix = new.prefix and s.year = new.year;
  if (select count(*) <> series.last_number or coalesce(max(i.sequence), 0) <> series.last_number
      from convention_invoice_issue i where i.convention_id = new.convention_id and i.issuer_siren = new.issuer_siren
        and i.prefix = new.prefix and i.year = new.year)
  then raise exception 'numbers of invoices follow each other' using errcode = 'PL012';
  end if;
  return null;
end
$$;
create constraint trigger no_gap after insert or update or delete on convention_invoice_series deferrable initially deferred
  for each row execute function series_has_no_gap();
create constraint trigger no_gap after insert on convention_invoice_issue deferrable initially deferred
  for each row execute function series_has_no_gap();

-- An instalment is invoiced once, net of credit notes; a credit note never exceeds what it credits.
create function issue_holds() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  draft convention_invoice;
begin
  select * into draft from convention_invoice d where d.convention_id = new.convention_id and d.id = new.invoice_id for update;
  if draft.instalment_id is not null then
    perform from convention_instalment t where t.convention_id = new.convention_id and t.id = draft.instalment_id for no key update;
    if draft.kind = 'invoice' and instalment_invoiced_cents(new.convention_id, draft.instalment_id) + new.net_cents >
      (select t.net_cents from convention_instalment t where t.convention_id = new.convention_id and t.id = draft.instalment_id)
    then raise exception 'an instalment is invoiced once' using errcode = 'PL013';
    end if;
  end if;
  if draft.kind = 'credit-note' then
    perform from convention_invoice d where d.convention_id = new.convention_id and d.id = draft.credits_id for update;
    if coalesce((select i.gross_cents from convention_invoice_issue i
        join convention_invoice d on d.convention_id = i.convention_id and d.id = i.invoice_id
        where i.convention_id = new.convention_id and i.invoice_id = draft.credits_id and d.kind = 'invoice' and d.buyer_id = draft.buyer_id
          and d.instalment_id is not distinct from draft.instalment_id), 0)
      < new.gross_cents + (select coalesce(sum(i.gross_cents), 0) from convention_invoice d
        join convention_invoice_issue i on i.convention_id = d.convention_id and i.invoice_id = d.id
        where d.convention_id = new.convention_id and d.credits_id = draft.credits_id)
    then raise exception 'a credit note stays within its invoice' using errcode = 'PL014';
    end if;
  end if;
  return new;
end
$$;
create trigger issue_holds before insert on convention_invoice_issue for each row execute function issue_holds();

-- What is invoiced stands still, whatever becomes of the settings of the schedule.
create function invoiced_instalment_stays() returns trigger language plpgsql as $$
begin
  if instalment_invoiced_cents(old.convention_id, old.id) > 0 then
    raise exception 'an invoiced instalment neither moves nor goes' using errcode = 'PL015';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;
create trigger invoiced_stays before update or delete on convention_instalment for each row execute function invoiced_instalment_stays();

do $$
declare
  one text;
begin
  foreach one in array array['payer', 'billing', 'invoice', 'invoice_line', 'invoice_series', 'invoice_issue', 'invoice_step', 'invoice_payment'] loop
    execute format('alter table convention_%s enable row level security, force row level security', one);
    execute format('create policy led on convention_%s for all using (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))
      with check (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))', one);
    execute format('grant select, insert on convention_%s to palier_app', one);
  end loop;
end
$$;
-- The landlord's pilot reads what was issued, never a draft.
create policy issued_seen on convention_invoice_issue for select
  using (convention_id = (select current_convention()) and (select has_role('landlord-pilot')));
create policy issued_seen on convention_invoice for select
  using (convention_id = (select current_convention()) and (select has_role('landlord-pilot')) and invoice_is_issued(convention_id, id));
create policy issued_seen on convention_invoice_step for select
  using (convention_id = (select current_convention()) and (select has_role('landlord-pilot')));
create policy issued_seen on convention_invoice_payment for select
  using (convention_id = (select current_convention()) and (select has_role('landlord-pilot')));

grant update (street, postcode, city, country, vat_number, electronic_address, service_code, pays_publicly) on convention_payer to palier_app;
grant update (prefix, legal_mention, iban, bic, contract_reference, payment_days, refinancing_rate_bp, vat_on_debits, training_since,
  training_mention, small_mention, mentions_until) on convention_billing to palier_app;
grant update (buyer_id, period_from, period_to, order_reference), delete on convention_invoice to palier_app;
grant update (name, quantity_milli, unit, unit_price_cents, vat), delete on convention_invoice_line to palier_app;
grant update (last_number, last_issued_on) on convention_invoice_series to palier_app;
grant update (withdrawn_at) on convention_invoice_payment to palier_app;

call audit_table('convention_payer', 'convention_id', 'party_id');
call audit_table('convention_billing', 'convention_id', 'convention_id');
call audit_table('convention_invoice');
call audit_table('convention_invoice_line');
call audit_table('convention_invoice_series', 'convention_id', 'prefix');
call audit_table('convention_invoice_issue', 'convention_id', 'invoice_id');
call audit_table('convention_invoice_step');
call audit_table('convention_invoice_payment');
