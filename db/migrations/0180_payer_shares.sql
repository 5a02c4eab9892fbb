-- Several parties may pay: each mission, or one instalment of it, has shares that make a whole, and each instalment its parts in cents.
create table convention_funding (
  convention_id uuid not null,
  id            uuid not null default uuidv7(), -- the newest one of a mission, or of an instalment, holds
  mission_id    uuid not null,
  instalment_id uuid, -- this one alone; without any share it follows its mission again
  amendment_id  uuid,
  decided_by    uuid not null,
  decided_at    timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, mission_id) references convention_mission (convention_id, id),
  foreign key (convention_id, instalment_id) references convention_instalment (convention_id, id) on delete cascade,
  foreign key (convention_id, amendment_id) references convention_amendment (convention_id, id),
  foreign key (convention_id, decided_by) references member (convention_id, id)
);
create index on convention_funding (convention_id, mission_id, id);

create table convention_funding_share (
  convention_id uuid not null,
  funding_id    uuid not null,
  party_id      uuid not null,
  share_bp      integer not null check (share_bp between 1 and 10000),
  primary key (convention_id, funding_id, party_id),
  foreign key (convention_id, funding_id) references convention_funding (convention_id, id) on delete cascade,
  foreign key (convention_id, party_id) references convention_party (convention_id, id)
);

create function funding_is_whole() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  in_funding uuid := (to_jsonb(new) ->> case tg_table_name when 'convention_funding' then 'id' else 'funding_id' end)::uuid;
  whole bigint := (select coalesce(sum(share_bp), 0) from convention_funding_share s
    where s.convention_id = new.convention_id and s.funding_id = in_funding);
begin
  if whole <> 10000 and not (whole = 0 and exists (select from convention_funding f
    where f.convention_id = new.convention_id and f.id = in_funding and f.instalment_id is not null))
  then raise exception 'shares of payers make a whole' using errcode = 'PL020';
  end if;
  return null;
end
$$;
create constraint trigger whole after insert on convention_funding deferrable initially deferred
  for each row execute function funding_is_whole();
create constraint trigger whole after insert on convention_funding_share deferrable initially deferred
  for each row execute function funding_is_whole();

-- What each payer owes of an instalment. It stands still once anything of the instalment is invoiced.
create table convention_instalment_part (
  convention_id uuid not null,
  instalment_id uuid not null,
  party_id      uuid not null,
  net_cents     bigint not null check (net_cents >= 0),
  primary key (convention_id, instalment_id, party_id),
  foreign key (convention_id, instalment_id) references convention_instalment (convention_id, id) on delete cascade,
  foreign key (convention_id, party_id) references convention_party (convention_id, id)
);

-- Until now the landlord paid, or whoever was invoiced.
with billed as (
  select t.convention_id, t.id as instalment_id, d.buyer_id as party_id,
    sum(case d.kind when 'invoice' then i.net_cents else -i.net_cents end) as net_cents
  from convention_instalment t
    join convention_invoice d on d.convention_id = t.convention_id and d.instalment_id = t.id
    join convention_invoice_issue i on i.convention_id = d.convention_id and i.invoice_id = d.id
  group by 1, 2, 3
), still as (
  select t.convention_id, t.id as instalment_id, payer.id as party_id,
    t.net_cents - coalesce((select sum(b.net_cents) from billed b where b.convention_id = t.convention_id and b.instalment_id = t.id), 0) as net_cents
  from convention_instalment t
    join lateral (select p.id from convention_party p where p.convention_id = t.convention_id
      order by array_position(array['landlord', 'commune', 'funder', 'other', 'operator'], p.part), p.name, p.id limit 1) payer on true
)
insert into convention_instalment_part (convention_id, instalment_id, party_id, net_cents)
select convention_id, instalment_id, party_id, sum(net_cents) from (select * from billed union all select * from still) both_of_them
group by 1, 2, 3 having sum(net_cents) > 0 or bool_and(net_cents = 0);

create function payer_invoiced_cents(in_convention uuid, in_instalment uuid, in_party uuid) returns bigint
  language sql stable security definer set search_path = public
  return (select coalesce(sum(case d.kind when 'invoice' then i.net_cents else -i.net_cents end), 0)::bigint
    from convention_invoice d join convention_invoice_issue i on i.convention_id = d.convention_id and i.invoice_id = d.id
    where d.convention_id = in_convention and d.instalment_id = in_instalment and d.buyer_id = in_party);

create function invoiced_part_stays() returns trigger language plpgsql as $$
begin
  if instalment_invoiced_cents(coalesce(new.convention_id, old.convention_id), coalesce(new.instalment_id, old.instalment_id)) > 0 then
    raise exception 'an invoiced instalment neither moves nor goes' using errcode = 'PL015';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;
create trigger invoiced_stays before insert or update or delete on convention_instalment_part for each row execute function invoiced_part_stays();

create function parts_add_up() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  row_ jsonb := to_jsonb(coalesce(new, old));
  in_convention uuid := (row_ ->> 'convention_id')::uuid;
  in_instalment uuid := (row_ ->> case tg_table_name when 'convention_instalment' then 'id' else 'instalment_id' end)::uuid;
begin
  if exists (select from convention_instalment t where t.convention_id = in_convention and t.id = in_instalment
    and t.net_cents <> (select coalesce(sum(p.net_cents), 0) from convention_instalment_part p
      where p.convention_id = in_convention and p.instalment_id = in_instalment))
  then raise exception 'parts of payers add up to their instalment' using errcode = 'PL021';
  end if;
  return null;
end
$$;
create constraint trigger adds_up after insert or update or delete on convention_instalment_part deferrable initially deferred
  for each row execute function parts_add_up();
create constraint trigger adds_up after insert or update on convention_instalment deferrable initially deferred
  for each row execute function parts_add_up();

-- Each payer is invoiced their part once, net of credit notes; so is the instalment, then, of which the parts are the whole.
create or replace function issue_holds() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  draft convention_invoice;
begin
  select * into draft from convention_invoice d where d.convention_id = new.convention_id and d.id = new.invoice_id for update;
  if draft.instalment_id is not null then
    perform from convention_instalment t where t.convention_id = new.convention_id and t.id = draft.instalment_id for no key update;
    if draft.kind = 'invoice' and payer_invoiced_cents(new.convention_id, draft.instalment_id, draft.buyer_id) + new.net_cents >
      coalesce((select p.net_cents from convention_instalment_part p where p.convention_id = new.convention_id
        and p.instalment_id = draft.instalment_id and p.party_id = draft.buyer_id), 0)
    then raise exception 'a payer is invoiced their part of an instalment once' using errcode = 'PL013';
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

do $$
declare
  one text;
begin
  foreach one in array array['funding', 'funding_share', 'instalment_part'] loop
    execute format('alter table convention_%s enable row level security, force row level security', one);
    execute format('create policy seen on convention_%s for select using (convention_id = (select current_convention()) and (select reads_contract()))', one);
    execute format('create policy changed on convention_%s for all using (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))
      with check (convention_id = (select current_convention()) and (select has_role(''operator-lead'')))', one);
    execute format('grant select, insert on convention_%s to palier_app', one);
  end loop;
end
$$;
grant delete on convention_instalment_part to palier_app;

call audit_table('convention_funding');
call audit_table('convention_funding_share', 'convention_id', 'funding_id');
call audit_table('convention_instalment_part', 'convention_id', 'instalment_id');
