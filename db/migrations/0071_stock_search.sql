/*
 * Names that match are found first, by themselves; their dwellings are then fetched by key. Joined in one go, the names were compared
 * once for each person as long as the planner knew nothing of a table that an import had just filled: seconds instead of milliseconds.
 */
create or replace function stock_search(words text, most integer default 10)
  returns table (kind text, id uuid, residence_id uuid, label text, detail text, likeness real)
  language sql stable security definer set search_path = public set pg_trgm.word_similarity_threshold = 0.4
  as $$
  with asked as materialized (
    select searchable(words) as q, current_convention() as convention_id, sees_whole_stock() as whole,
      has_role('operator-lead', 'operator-animator') as operator, covered_residences() as covered
  ), names as materialized (
    select c.convention_id, c.person_id, c.residence_id, c.first_name, c.last_name, word_similarity(q, c.search) as likeness
    from stock_contact c, asked
    where c.convention_id = asked.convention_id and (operator or (c.residence_id = any (covered) and not c.is_protected)) and q <% c.search
  ), found as (
    (select 'residence' as kind, r.id, r.id as residence_id, r.name as label, coalesce(r.address, '') as detail, word_similarity(q, r.search) as likeness
     from stock_residence r, asked
     where r.convention_id = asked.convention_id and (whole or r.id = any (covered)) and word_similarity(q, r.search) > 0.4
     order by likeness desc, r.name limit most)
    union all
    (select 'dwelling', d.id, d.residence_id, d.code, d.address || coalesce(', ' || d.door, ''), word_similarity(q, d.search)
     from stock_dwelling d, asked
     where d.convention_id = asked.convention_id and (whole or d.residence_id = any (covered)) and q <% d.search
     order by word_similarity(q, d.search) desc, d.code limit most)
    union all
    (select 'person', d.id, n.residence_id, concat_ws(' ', n.first_name, n.last_name), d.code, n.likeness
     from names n join stock_person p on p.convention_id = n.convention_id and p.id = n.person_id
       join stock_household h on h.convention_id = n.convention_id and h.id = p.household_id and h.left_on is null
       join stock_dwelling d on d.convention_id = n.convention_id and d.id = h.dwelling_id
     order by n.likeness desc, n.last_name limit most)
  )
  select * from found where length((select q from asked)) >= 2
  order by array_position(array['residence', 'person', 'dwelling'], kind), likeness desc, label
  $$;
