-- A group larger than the room is told so and keeps nobody waiting; the public page says whether seats are left, not how many.
/*
 * Seats whoever waits, in order, as far as there is room: a large group that does not fit is not overtaken, unless it is larger than the
 * whole room. Returns who was seated.
 */
create or replace function mobilisation_seat(in_convention uuid, in_event uuid) returns setof uuid
  language plpgsql security definer set search_path = public as $$
declare
  seats integer;
  room integer;
  next record;
begin
  select capacity into seats from mobilisation_event where convention_id = in_convention and id = in_event for update;
  room := seats - coalesce((select sum(r.adults + r.children) from mobilisation_registration r
    where r.convention_id = in_convention and r.event_id = in_event and r.cancelled_at is null and r.seated_at is not null), 0);
  for next in select r.id, r.adults + r.children as people from mobilisation_registration r
    where r.convention_id = in_convention and r.event_id = in_event and r.cancelled_at is null and r.seated_at is null
      and r.adults + r.children <= seats order by r.rank
  loop
    exit when next.people > room;
    room := room - next.people;
    update mobilisation_registration set seated_at = now() where convention_id = in_convention and id = next.id;
    return next next.id;
  end loop;
end
$$;

drop function mobilisation_public_event(text);
/* What anyone sees who has the code, from the opening until thirty days after the end: of who registered, only whether seats are left. */
create function mobilisation_public_event(in_code text) returns table (
    id uuid, title text, about text, starts_at timestamptz, ends_at timestamptz, place text, phone text, asks text[], revision integer,
    cancelled_at timestamptz, cancel_reason text, operator_name text, landlord_name text, is_full boolean, may_register boolean, is_told boolean)
  language sql stable security definer set search_path = public
  as $$
  select e.id, e.title, e.about, e.starts_at, e.ends_at, e.place, e.phone, e.asks, e.revision, e.cancelled_at, e.cancel_reason,
    c.operator_name, c.landlord_name, counted.seated >= e.capacity or counted.waits,
    e.cancelled_at is null and now() < e.ends_at,
    e.cancelled_at is null and now() between e.starts_at and e.ends_at + interval '10 days' -- the time to say how it was
  from mobilisation_event e
    join convention c on c.id = e.convention_id
    cross join lateral (
      select coalesce(sum(r.adults + r.children) filter (where r.seated_at is not null), 0) as seated,
        coalesce(bool_or(r.seated_at is null and r.adults + r.children <= e.capacity), false) as waits
      from mobilisation_registration r where r.convention_id = e.convention_id and r.event_id = e.id and r.cancelled_at is null) counted
  where e.code = in_code and e.opened_at is not null and now() < e.ends_at + interval '30 days'
  $$;

drop function mobilisation_register(text, uuid, text, text, text, uuid, integer, integer, text[], text, text, text, text);
/*
 * One at a time for an event. Returns nothing when the event takes no registration, the former one when the form was sent before, and
 * the number of seats alone when the group is larger than the room.
 */
create function mobilisation_register(
    in_code text, in_id uuid, in_token_hash text, in_press_hash text, in_first_name text, in_residence uuid, in_adults integer,
    in_children integer, in_needs text[], in_language text, in_email text, in_phone text, in_locale text)
  returns table (registration uuid, seated boolean, again boolean, seats integer)
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
    return query select known.id, known.seated_at is not null, true, null::integer;
    return;
  end if;
  if in_adults + in_children > event.capacity then
    return query select null::uuid, false, false, event.capacity;
    return;
  end if;
  insert into mobilisation_registration (convention_id, event_id, id, rank, first_name, residence_id, adults, children, needs, language,
      email, phone, locale, token_hash, press_hash)
    select event.convention_id, event.id, in_id,
      coalesce((select max(r.rank) from mobilisation_registration r where r.convention_id = event.convention_id and r.event_id = event.id), 0) + 1,
      in_first_name, (select s.id from stock_residence s where s.convention_id = event.convention_id and s.id = in_residence),
      in_adults, in_children, in_needs, in_language, in_email, in_phone, in_locale, in_token_hash, in_press_hash;
  perform mobilisation_seat(event.convention_id, event.id);
  return query select r.id, r.seated_at is not null, false, null::integer from mobilisation_registration r
    where r.convention_id = event.convention_id and r.id = in_id;
end
$$;

drop function mobilisation_registration_seen(text);
/* What the personal link shows, to whoever holds it. */
create function mobilisation_registration_seen(in_token_hash text) returns table (
    id uuid, code text, first_name text, adults integer, children integer, has_email boolean, seated_at timestamptz, cancelled_at timestamptz,
    fits boolean, before integer, erased_on date)
  language sql stable security definer set search_path = public
  as $$
  select r.id, e.code, r.first_name, r.adults, r.children, r.email is not null, r.seated_at, r.cancelled_at,
    r.adults + r.children <= e.capacity,
    (select count(*)::integer from mobilisation_registration o where o.convention_id = r.convention_id and o.event_id = r.event_id
      and o.cancelled_at is null and o.seated_at is null and o.rank < r.rank
      and o.adults + o.children <= e.capacity),
    ((e.ends_at + interval '30 days') at time zone 'Europe/Paris')::date
  from mobilisation_registration r join mobilisation_event e on e.convention_id = r.convention_id and e.id = r.event_id
  where r.token_hash = in_token_hash
  $$;

revoke execute on function mobilisation_public_event, mobilisation_register, mobilisation_registration_seen from public;
grant execute on function mobilisation_public_event, mobilisation_register, mobilisation_registration_seen to palier_app;
