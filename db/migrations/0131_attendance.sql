-- Who came to an event: acts of phones at the door, made without a network if need be and sent later. Nothing in them names anyone.
create table mobilisation_presence (
  convention_id uuid not null,
  event_id      uuid not null,
  id            uuid not null, -- made on the device, so that sending twice stores once
  device        text not null check (length(device) between 1 and 60),
  seq           integer not null check (seq >= 1),
  fingerprint   text not null, -- of the whole act: another act under the same id is told from the same one sent twice
  kind          text not null check (kind in ('registered', 'walk-in')),
  subject       uuid not null, -- a registration, or a group that came without one
  residence_id  uuid, -- none: lives elsewhere
  people        integer not null check (people between 0 and 20), -- how many of them are there; the latest act of a subject holds, none takes it back
  stamp_ms      bigint not null, -- hybrid time of the device (packages/sync-log): orders the acts of one subject
  stamp_counter integer not null,
  made_at       timestamptz not null, -- in the server's time
  received_at   timestamptz not null default now(),
  noted_by      uuid not null,
  primary key (convention_id, id),
  unique (convention_id, device, seq),
  foreign key (convention_id, event_id) references mobilisation_event (convention_id, id),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete set null (residence_id),
  foreign key (convention_id, noted_by) references member (convention_id, id)
);
create index on mobilisation_presence (convention_id, event_id, subject, stamp_ms desc, stamp_counter desc, device desc);

/* By residence: who registered, who came, against how many dwellings. Whoever shows it to others than the team asks packages/disclosure first. */
create function mobilisation_event_counts(in_event uuid) returns table (
    residence_id uuid, name text, dwellings integer, registered integer, present integer)
  language sql stable security definer set search_path = public
  as $$
  with came as (
    select distinct on (p.subject) p.residence_id, p.people from mobilisation_presence p
    where p.convention_id = current_convention() and p.event_id = in_event
    order by p.subject, p.stamp_ms desc, p.stamp_counter desc, p.device desc
  ), counted as (
    select residence_id, 0 as registered, people as present from came
    union all
    select r.residence_id, r.adults + r.children, 0 from mobilisation_registration r
    where r.convention_id = current_convention() and r.event_id = in_event and r.cancelled_at is null
  )
  select c.residence_id, s.name,
    (select count(*)::integer from stock_dwelling d where d.convention_id = current_convention() and d.residence_id = c.residence_id),
    sum(c.registered)::integer, sum(c.present)::integer
  from counted c left join stock_residence s on s.convention_id = current_convention() and s.id = c.residence_id
  where has_role('operator-lead', 'operator-animator', 'landlord-pilot')
  group by c.residence_id, s.name
  having sum(c.registered + c.present) > 0
  order by s.name collate "fr-x-icu" nulls last
  $$;
revoke execute on function mobilisation_event_counts from public;
grant execute on function mobilisation_event_counts to palier_app;

alter table mobilisation_presence enable row level security, force row level security;
create policy seen on mobilisation_presence for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator')) or residence_id = any ((select covered_residences())::uuid[])));
create policy noted on mobilisation_presence for insert with check (convention_id = (select current_convention())
  and noted_by = (select current_member())
  and ((select has_role('operator-lead', 'operator-animator')) or residence_id = any ((select covered_residences())::uuid[])));
grant select, insert on mobilisation_presence to palier_app; -- a log: no update, no delete
call audit_table('mobilisation_presence');
