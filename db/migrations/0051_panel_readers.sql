-- Who sees what of a panel: everyone of the survey its figures, the operator alone who is in it, and anyone with the link the record without names.
do $$
declare
  figures text[] := array['survey_panel', 'survey_quota', 'survey_seal', 'survey_lottery', 'survey_number', 'survey_number_answer', 'survey_draw'];
  people text[] := array['survey_pool_person', 'survey_panel_person', 'survey_reserve', 'survey_replacement', 'survey_contact_attempt', 'survey_appointment', 'survey_said_pcs'];
  named text;
begin
  foreach named in array figures || people loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
  end loop;
  foreach named in array figures loop
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')))$policy$, named);
  end loop;
  foreach named in array people loop
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
  end loop;
  -- The lead makes the draw; the operator's people make the contacts.
  foreach named in array array['survey_panel', 'survey_quota', 'survey_seal', 'survey_pool_person', 'survey_lottery', 'survey_number', 'survey_draw', 'survey_panel_person', 'survey_reserve', 'survey_replacement'] loop
    execute format($policy$create policy made on %I for insert with check (convention_id = (select current_convention())
      and (select has_role('operator-lead')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
  end loop;
  foreach named in array array['survey_contact_attempt', 'survey_appointment', 'survey_said_pcs'] loop
    execute format($policy$create policy made on %I for insert with check (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
  end loop;
  foreach named in array figures || people loop
    if named not in ('survey_pool_person', 'survey_reserve', 'survey_panel', 'survey_seal', 'survey_lottery', 'survey_draw') then
      execute format('call audit_table(%L)', named);
    end if;
  end loop;
end
$$;
call audit_table('survey_panel');
call audit_table('survey_seal', 'convention_id', 'panel_id');
call audit_table('survey_lottery', 'convention_id', 'panel_id');
call audit_table('survey_draw', 'convention_id', 'panel_id');

create policy changed on survey_panel for update using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()) and (select has_role('operator-lead')));
grant update (name, residence_ids, holders_only, one_per_household, size, objective, tolerance, features, discarded_at) on survey_panel to palier_app;
create policy cancelled on survey_appointment for update using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator'))) with check (convention_id = (select current_convention()));
grant update (cancelled_at) on survey_appointment to palier_app;

-- The second pair of eyes: the number is confirmed by someone else than who typed it; alone only by the lead, and it says so.
create policy answered on survey_number_answer for insert with check (
  convention_id = (select current_convention()) and answered_by = (select current_member())
  and case answer
    when 'alone' then (select has_role('operator-lead'))
    else (select has_role('operator-lead', 'operator-animator', 'landlord-pilot'))
      and (answer = 'wrong' or (select entered_by from survey_number n where n.convention_id = survey_number_answer.convention_id and n.id = number_id) <> (select current_member()))
  end);
grant select, insert on survey_number_answer to palier_app;

/*
 * Counts by feature and value for who may not see the rows: the pool, those asked now, those interviewed. The caller shows them through the
 * secrecy rules; no person leaves here.
 */
create function survey_panel_counts(in_panel uuid) returns table (feature text, value text, pool integer, asked integer, interviewed integer)
  language sql stable security definer set search_path = public as $$
  with panel as (
    select p.* from survey_panel p where p.convention_id = (select current_convention()) and p.id = in_panel
      and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot'))
  ), asked as (
    select a.* from survey_panel_person a join panel on a.convention_id = panel.convention_id and a.panel_id = panel.id
    where not exists (select from survey_replacement r where r.convention_id = a.convention_id and r.leaving_id = a.id)
  ), known as (
    select pool.position, f.feature, f.value, asked.id is not null as is_asked,
      exists (select from survey_contact_attempt t where t.convention_id = asked.convention_id and t.panel_person_id = asked.id and t.outcome = '1.0') as is_done,
      (select said.pcs::text from survey_said_pcs said where said.convention_id = asked.convention_id and said.panel_person_id = asked.id
       order by said.said_at desc, said.id desc limit 1) as said
    from panel
    join survey_pool_person pool on pool.convention_id = panel.convention_id and pool.panel_id = panel.id
    left join asked on asked.position = pool.position
    cross join lateral unnest(panel.features, pool.features) as f (feature, value)
  )
  select known.feature, case when known.feature = 'pcs' then coalesce(known.said, known.value) else known.value end, count(*)::integer,
    count(*) filter (where is_asked)::integer, count(*) filter (where is_done)::integer
  from known group by 1, 2
  $$;
revoke execute on function survey_panel_counts from public;
grant execute on function survey_panel_counts to palier_app;

/* Anyone with the link: what was promised so far, and the record once there is one. A wrong link and a panel not sealed give the same nothing. */
create function survey_public_panel(in_token text) returns table (
  name text, operator_name text, seal_sha256 text, sealed_at timestamptz, pool_size integer, size integer,
  lottery_sha256 text, computed_at timestamptz, record text, drawn_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select p.name, c.operator_name, s.sha256, s.sealed_at, s.pool_size, p.size, l.sha256, l.computed_at, d.record, d.drawn_at
  from survey_panel p
  join convention c on c.id = p.convention_id
  join survey_seal s on s.convention_id = p.convention_id and s.panel_id = p.id
  left join survey_lottery l on l.convention_id = p.convention_id and l.panel_id = p.id
  left join survey_draw d on d.convention_id = p.convention_id and d.panel_id = p.id
  where p.public_token = in_token and length(in_token) >= 32
  $$;
revoke execute on function survey_public_panel from public;
grant execute on function survey_public_panel to palier_app;
