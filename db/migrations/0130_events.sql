-- Events for tenants: a page behind a link or a QR code, registration without an account, seats given in the order of asking.
create table mobilisation_event (
  convention_id     uuid not null references convention (id),
  id                uuid not null default uuidv7(),
  code              text not null unique check (code ~ '^[a-hj-km-np-z2-9]{8}$'), -- under QR codes: no letter that reads like another
  title             text not null check (length(title) between 3 and 120),
  about             text not null check (length(about) between 1 and 3000),
  starts_at         timestamptz not null,
  ends_at           timestamptz not null,
  place             text not null check (length(place) between 2 and 300),
  phone             text check (length(phone) <= 40), -- for whoever does not register on a screen
  capacity          integer not null check (capacity between 1 and 5000),
  asks              text[] not null default '{}' check (asks <@ array['step-free', 'seat', 'children', 'company', 'interpreter']),
  revision          integer not null default 0, -- SEQUENCE of RFC 5545
  made_by           uuid not null,
  made_at           timestamptz not null default now(),
  opened_by         uuid,
  opened_at         timestamptz, -- from then on the page is public
  origin            text check (length(origin) <= 300), -- the house's address as it was opened at: links in reminders start with it
  cancelled_at      timestamptz,
  cancel_reason     text check (length(cancel_reason) between 2 and 300),
  reminder_asked_at timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id),
  foreign key (convention_id, opened_by) references member (convention_id, id),
  check (ends_at > starts_at and ends_at < starts_at + interval '1 day'),
  check ((opened_at is null) = (opened_by is null) and (opened_at is null) = (origin is null)),
  check ((cancelled_at is null) = (cancel_reason is null))
);
create index on mobilisation_event (convention_id, starts_at desc);

-- Who wants to come. Thirty days after the event nothing is left but how many, from which residence.
create table mobilisation_registration (
  convention_id uuid not null,
  event_id      uuid not null,
  id            uuid not null,
  rank          integer not null check (rank >= 1), -- order of asking: seats are given by it
  first_name    text check (length(first_name) between 1 and 40),
  residence_id  uuid, -- none: lives elsewhere
  adults        integer not null check (adults between 0 and 10),
  children      integer not null check (children between 0 and 10),
  needs         text[] not null default '{}' check (needs <@ array['step-free', 'seat', 'children', 'company', 'interpreter']),
  language      text check (length(language) <= 8), -- of the interpreter
  email         text check (email = lower(email) and length(email) <= 200),
  phone         text check (length(phone) <= 30),
  locale        text not null check (locale in ('fr', 'en')), -- in which letters are written
  token_hash    text unique, -- of the personal link
  press_hash    text, -- of the form that was sent: sent twice it registers once
  registered_at timestamptz not null default now(),
  seated_at     timestamptz, -- none: on the waiting list
  cancelled_at  timestamptz,
  reminded_at   timestamptz,
  erased_at     timestamptz,
  primary key (convention_id, id),
  unique (convention_id, event_id, rank),
  unique (convention_id, event_id, press_hash),
  foreign key (convention_id, event_id) references mobilisation_event (convention_id, id),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id) on delete set null (residence_id),
  check (adults + children >= 1),
  check (erased_at is null or (first_name is null and email is null and phone is null and needs = '{}' and language is null
    and token_hash is null and press_hash is null))
);
create index on mobilisation_registration (convention_id, event_id, seated_at) where cancelled_at is null;

/* Seats whoever waits, in order, as far as there is room: a large group that does not fit is not overtaken. Returns who was seated. */
create function mobilisation_seat(in_convention uuid, in_event uuid) returns setof uuid
  language plpgsql security definer set search_path = public as $$
declare
  room integer;
  next record;
begin
  select capacity into room from mobilisation_event where convention_id = in_convention and id = in_event for update;
  room := room - coalesce((select sum(r.adults + r.children) from mobilisation_registration r
    where r.convention_id = in_convention and r.event_id = in_event and r.cancelled_at is null and r.seated_at is not null), 0);
  for next in select r.id, r.adults + r.children as people from mobilisation_registration r
    where r.convention_id = in_convention and r.event_id = in_event and r.cancelled_at is null and r.seated_at is null order by r.rank
  loop
    exit when next.people > room;
    room := room - next.people;
    update mobilisation_registration set seated_at = now() where convention_id = in_convention and id = next.id;
    return next next.id;
  end loop;
end
$$;

/* What anyone sees who has the code, from the opening until thirty days after the end. */
create function mobilisation_public_event(in_code text) returns table (
    id uuid, title text, about text, starts_at timestamptz, ends_at timestamptz, place text, phone text, asks text[], revision integer,
    cancelled_at timestamptz, cancel_reason text, operator_name text, landlord_name text, room integer, waiting integer, may_register boolean, is_told boolean)
  language sql stable security definer set search_path = public
  as $$
  select e.id, e.title, e.about, e.starts_at, e.ends_at, e.place, e.phone, e.asks, e.revision, e.cancelled_at, e.cancel_reason,
    c.operator_name, c.landlord_name, greatest(0, e.capacity - counted.seated)::integer, counted.waiting::integer,
    e.cancelled_at is null and now() < e.ends_at,
    e.cancelled_at is null and now() between e.starts_at and e.ends_at + interval '10 days' -- the time to say how it was
  from mobilisation_event e
    join convention c on c.id = e.convention_id
    cross join lateral (
      select coalesce(sum(r.adults + r.children) filter (where r.seated_at is not null), 0) as seated,
        count(*) filter (where r.seated_at is null) as waiting
      from mobilisation_registration r where r.convention_id = e.convention_id and r.event_id = e.id and r.cancelled_at is null) counted
  where e.code = in_code and e.opened_at is not null and now() < e.ends_at + interval '30 days'
  $$;

/* The residences to choose from: their names are on their doors. */
create function mobilisation_public_residences(in_code text) returns table (id uuid, name text)
  language sql stable security definer set search_path = public
  as $$
  select r.id, r.name from mobilisation_event e join stock_residence r on r.convention_id = e.convention_id
  where e.code = in_code and e.opened_at is not null and now() < e.ends_at
  order by r.name collate "fr-x-icu", r.code limit 1000
  $$;

/* One at a time for an event. Returns nothing when the event takes no registration, and the former one when the form was sent before. */
create function mobilisation_register(
    in_code text, in_id uuid, in_token_hash text, in_press_hash text, in_first_name text, in_residence uuid, in_adults integer,
    in_children integer, in_needs text[], in_language text, in_email text, in_phone text, in_locale text)
  returns table (registration uuid, seated boolean, again boolean)
  language plpgsql security definer set search_path = public as $$
declare
  event mobilisation_event;
  known mobilisation_registration;
begin
  select * into event from mobilisation_event e where e.code = in_code and e.opened_at is not null for update;
  if event.id is null or event.cancelled_at is not null or now() >= event.ends_at then return; end if;
  select * into known from mobilisation_registration r
    where r.convention_id = event.convention_id and r.event_id = event.id and r.press_hash = in_press_hash;
  if known.id is not null then
    return query select known.id, known.seated_at is not null, true;
    return;
  end if;
  insert into mobilisation_registration (convention_id, event_id, id, rank, first_name, residence_id, adults, children, needs, language,
      email, phone, locale, token_hash, press_hash)
    select event.convention_id, event.id, in_id,
      coalesce((select max(r.rank) from mobilisation_registration r where r.convention_id = event.convention_id and r.event_id = event.id), 0) + 1,
      in_first_name, (select s.id from stock_residence s where s.convention_id = event.convention_id and s.id = in_residence),
      in_adults, in_children, in_needs, in_language, in_email, in_phone, in_locale, in_token_hash, in_press_hash;
  perform mobilisation_seat(event.convention_id, event.id);
  return query select r.id, r.seated_at is not null, false from mobilisation_registration r
    where r.convention_id = event.convention_id and r.id = in_id;
end
$$;

/* What the personal link shows, to whoever holds it. */
create function mobilisation_registration_seen(in_token_hash text) returns table (
    id uuid, code text, first_name text, adults integer, children integer, has_email boolean, seated_at timestamptz, cancelled_at timestamptz,
    before integer, erased_on date)
  language sql stable security definer set search_path = public
  as $$
  select r.id, e.code, r.first_name, r.adults, r.children, r.email is not null, r.seated_at, r.cancelled_at,
    (select count(*)::integer from mobilisation_registration o where o.convention_id = r.convention_id and o.event_id = r.event_id
      and o.cancelled_at is null and o.seated_at is null and o.rank < r.rank),
    ((e.ends_at + interval '30 days') at time zone 'Europe/Paris')::date
  from mobilisation_registration r join mobilisation_event e on e.convention_id = r.convention_id and e.id = r.event_id
  where r.token_hash = in_token_hash
  $$;

/* Gives a place back, and it goes to who waited longest: one transaction. Returns those who got a seat by it. */
create function mobilisation_release(in_convention uuid, in_registration uuid)
  returns table (registration uuid, email text, locale text)
  language plpgsql security definer set search_path = public as $$
declare
  event uuid;
begin
  select r.event_id into event from mobilisation_registration r where r.convention_id = in_convention and r.id = in_registration;
  perform from mobilisation_event e where e.convention_id = in_convention and e.id = event for update;
  update mobilisation_registration r set cancelled_at = now()
    where r.convention_id = in_convention and r.id = in_registration and r.cancelled_at is null;
  if not found then return; end if;
  return query select r.id, r.email, r.locale
    from mobilisation_seat(in_convention, event) seated
      join mobilisation_registration r on r.convention_id = in_convention and r.id = seated;
end
$$;

create function mobilisation_unregister(in_token_hash text) returns table (registration uuid, email text, locale text)
  language sql security definer set search_path = public
  as $$
  select freed.* from mobilisation_registration r
    join mobilisation_event e on e.convention_id = r.convention_id and e.id = r.event_id and now() < e.ends_at
    cross join lateral mobilisation_release(r.convention_id, r.id) freed
  where r.token_hash = in_token_hash
  $$;

/* The team takes somebody off who telephoned. */
create function mobilisation_take_off(in_registration uuid) returns table (registration uuid, email text, locale text)
  language sql security definer set search_path = public
  as $$
  select freed.* from mobilisation_release(current_convention(), in_registration) freed
  where has_role('operator-lead', 'operator-animator')
  $$;

/* After the team made room. */
create function mobilisation_fill(in_event uuid) returns table (registration uuid, email text, locale text)
  language sql security definer set search_path = public
  as $$
  select r.id, r.email, r.locale from mobilisation_seat(current_convention(), in_event) seated
    join mobilisation_registration r on r.convention_id = current_convention() and r.id = seated
  where has_role('operator-lead', 'operator-animator')
  $$;

/* Events of the next two days that nobody reminded of yet, each with a member in whose name the reminder goes. */
create function mobilisation_reminders_due() returns table (event_id uuid, member_id uuid, origin text)
  language sql stable security definer set search_path = public
  as $$
  select e.id, who.id, e.origin from mobilisation_event e
    cross join lateral (
      select m.id from member m where m.convention_id = e.convention_id and m.ended_at is null
        and m.roles && array['operator-lead', 'operator-animator'] order by m.id = e.opened_by desc, m.id limit 1) who
  where e.opened_at is not null and e.cancelled_at is null and e.reminder_asked_at is null
    and now() between e.starts_at - interval '2 days' and e.starts_at
  limit 1000
  $$;

/* What identifies who registered goes thirty days after the event. */
create function mobilisation_registrations_expire() returns integer
  language plpgsql security definer set search_path = public as $$
declare
  erased integer;
begin
  update mobilisation_registration r
    set first_name = null, email = null, phone = null, needs = '{}', language = null, token_hash = null, press_hash = null, erased_at = now()
    from mobilisation_event e
    where e.convention_id = r.convention_id and e.id = r.event_id and e.ends_at < now() - interval '30 days' and r.erased_at is null;
  get diagnostics erased = row_count;
  return erased;
end
$$;

revoke execute on function mobilisation_seat, mobilisation_release, mobilisation_public_event, mobilisation_public_residences,
  mobilisation_register, mobilisation_registration_seen, mobilisation_unregister, mobilisation_take_off, mobilisation_fill,
  mobilisation_reminders_due, mobilisation_registrations_expire from public;
grant execute on function mobilisation_public_event, mobilisation_public_residences, mobilisation_register, mobilisation_registration_seen,
  mobilisation_unregister, mobilisation_take_off, mobilisation_fill, mobilisation_reminders_due, mobilisation_registrations_expire to palier_app;

alter table mobilisation_event enable row level security, force row level security;
alter table mobilisation_registration enable row level security, force row level security;
create policy seen on mobilisation_event for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator', 'landlord-pilot')) or (opened_at is not null and (select has_role('caretaker')))));
create policy made on mobilisation_event for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and made_by = (select current_member()));
create policy changed on mobilisation_event for update using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator'))) with check (convention_id = (select current_convention()));
create policy seen on mobilisation_registration for select using (convention_id = (select current_convention())
  and ((select has_role('operator-lead', 'operator-animator')) or residence_id = any ((select covered_residences())::uuid[])));
create policy reminded on mobilisation_registration for update using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator'))) with check (convention_id = (select current_convention()));
grant select, insert on mobilisation_event to palier_app;
grant update (title, about, starts_at, ends_at, place, phone, capacity, asks, revision, opened_by, opened_at, origin, cancelled_at, cancel_reason,
  reminder_asked_at) on mobilisation_event to palier_app;
grant select on mobilisation_registration to palier_app;
grant update (reminded_at) on mobilisation_registration to palier_app;
call audit_table('mobilisation_event');
call audit_table('mobilisation_registration');
