-- What people thought of an event: three faces and a few words, tied to nobody, not even to an hour.
create table mobilisation_feedback (
  convention_id uuid not null,
  event_id      uuid not null,
  id            uuid not null default uuidv7(),
  face          integer not null check (face between 1 and 3), -- 3 is glad
  said          text check (length(said) between 1 and 300),
  press_hash    text not null, -- of the form that was sent: sent twice it counts once
  given_on      date not null default current_date,
  primary key (convention_id, id),
  unique (convention_id, event_id, press_hash),
  foreign key (convention_id, event_id) references mobilisation_event (convention_id, id)
);

/* From the start of the event until ten days after. False when it is not the time. */
create function mobilisation_give_feedback(in_code text, in_press_hash text, in_face integer, in_said text) returns boolean
  language plpgsql security definer set search_path = public as $$
begin
  insert into mobilisation_feedback (convention_id, event_id, face, said, press_hash)
    select e.convention_id, e.id, in_face, in_said, in_press_hash from mobilisation_event e
    where e.code = in_code and e.opened_at is not null and e.cancelled_at is null
      and now() between e.starts_at and e.ends_at + interval '10 days'
    on conflict (convention_id, event_id, press_hash) do nothing;
  return found or exists (select from mobilisation_feedback f join mobilisation_event e on e.convention_id = f.convention_id and e.id = f.event_id
    where e.code = in_code and f.press_hash = in_press_hash);
end
$$;

/* How many of each face, for readers who do not get the words. */
create function mobilisation_feedback_counts(in_event uuid) returns table (face integer, count integer)
  language sql stable security definer set search_path = public
  as $$
  select f.face, count(*)::integer from mobilisation_feedback f
  where f.convention_id = current_convention() and f.event_id = in_event
    and has_role('operator-lead', 'operator-animator', 'landlord-pilot')
  group by f.face
  $$;
revoke execute on function mobilisation_give_feedback, mobilisation_feedback_counts from public;
grant execute on function mobilisation_give_feedback, mobilisation_feedback_counts to palier_app;

alter table mobilisation_feedback enable row level security, force row level security;
create policy seen on mobilisation_feedback for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
grant select on mobilisation_feedback to palier_app;
call audit_table('mobilisation_feedback');
