-- What comes in beyond an invoice is its late penalties; what goes back is a negative payment, which has none.
alter table convention_invoice_payment
  drop constraint convention_invoice_payment_cents_check,
  add penalty_cents bigint not null default 0 check (penalty_cents >= 0),
  add check (cents + penalty_cents <> 0 and (cents >= 0 or penalty_cents = 0));

-- Work done on one day rather than over a period.
alter table convention_invoice add delivered_on date;
grant update (delivered_on) on convention_invoice to palier_app;

-- XP Z12-012 says more than its first fourteen statuses.
alter table convention_invoice_status
  drop constraint convention_invoice_status_code_check,
  add constraint convention_invoice_status_code_check
    check (code between 200 and 214 or code in (220, 221) or code between 224 and 228 or code = 501);

/* Net lines of a document that are taxed alike. */
create function invoice_base_cents(in_convention uuid, in_invoice uuid, in_vat text) returns bigint
  language sql stable
  return (select coalesce(sum(round(l.quantity_milli * l.unit_price_cents / 1000.0)), 0)::bigint from convention_invoice_line l
    where l.convention_id = in_convention and l.invoice_id = in_invoice and l.vat = in_vat);

/* Whether a credit note takes back more than was invoiced under some VAT, less what others took back: its tax would not be reversed. */
create function credit_exceeds_base(in_convention uuid, in_credit_note uuid) returns boolean
  language sql stable
  return exists (
    select from convention_invoice note join convention_invoice_line l on l.convention_id = note.convention_id and l.invoice_id = note.id
    where note.convention_id = in_convention and note.id = in_credit_note
      and invoice_base_cents(in_convention, note.id, l.vat) > invoice_base_cents(in_convention, note.credits_id, l.vat) - (
        select coalesce(sum(invoice_base_cents(in_convention, other.id, l.vat)), 0) from convention_invoice other
        where other.convention_id = in_convention and other.credits_id = note.credits_id and other.id <> note.id
          and invoice_is_issued(in_convention, other.id)));

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
    if credit_exceeds_base(new.convention_id, draft.id)
      or coalesce((select i.gross_cents from convention_invoice_issue i
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
