/*
 * Outside the operator a panel is told by its pool alone, as the register knew it at the seal. Who was asked, who was interviewed and what was
 * said at the door change one person at a time: read day after day in several tables, they describe that person.
 */
create or replace function survey_panel_counts(in_panel uuid) returns table (feature text, value text, pool integer, asked integer, interviewed integer)
  language sql stable security definer set search_path = public as $$
  with panel as (
    select p.*, (select has_role('operator-lead', 'operator-animator')) as inside
    from survey_panel p where p.convention_id = (select current_convention()) and p.id = in_panel
      and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot'))
  ), asked as (
    select a.* from survey_panel_person a join panel on a.convention_id = panel.convention_id and a.panel_id = panel.id and panel.inside
    where not exists (select from survey_replacement r where r.convention_id = a.convention_id and r.leaving_id = a.id)
  ), known as (
    select panel.inside, pool.position, f.feature, f.value, asked.id is not null as is_asked,
      exists (select from survey_contact_attempt t where t.convention_id = asked.convention_id and t.panel_person_id = asked.id and t.outcome = '1.0') as is_done,
      (select said.pcs::text from survey_said_pcs said where said.convention_id = asked.convention_id and said.panel_person_id = asked.id
       order by said.said_at desc, said.id desc limit 1) as said
    from panel
    join survey_pool_person pool on pool.convention_id = panel.convention_id and pool.panel_id = panel.id
    left join asked on asked.position = pool.position
    cross join lateral unnest(panel.features, pool.features) as f (feature, value)
  )
  select known.feature, case when known.feature = 'pcs' then coalesce(known.said, known.value) else known.value end, count(*)::integer,
    case when known.inside then count(*) filter (where is_asked)::integer end,
    case when known.inside then count(*) filter (where is_done)::integer end
  from known group by 1, 2, known.inside
  $$;

/* How many were interviewed, of the whole panel, in steps of eleven: the exact number never leaves the operator between two publications. */
create function survey_panel_interviewed_at_least(in_panel uuid) returns integer
  language sql stable security definer set search_path = public as $$
  select (count(*) / 11 * 11)::integer from survey_panel_person a
  where a.convention_id = (select current_convention()) and a.panel_id = in_panel
    and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot'))
    and not exists (select from survey_replacement r where r.convention_id = a.convention_id and r.leaving_id = a.id)
    and exists (select from survey_contact_attempt t where t.convention_id = a.convention_id and t.panel_person_id = a.id and t.outcome = '1.0')
  $$;
revoke execute on function survey_panel_interviewed_at_least from public;
grant execute on function survey_panel_interviewed_at_least to palier_app;

-- Another hour that was said is watched anew: what was told of the former one says nothing of it.
create function survey_visit_prolonged() returns trigger language plpgsql as $$
begin
  if new.due_at > old.due_at then new.alerted_at := null; end if;
  return new;
end
$$;
create trigger prolonged before update of due_at on survey_visit for each row execute function survey_visit_prolonged();
