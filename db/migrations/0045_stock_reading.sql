-- Reading the stock: counts for those who may not see persons, and a search that forgives accents and typing errors.

/*
 * Counts by residence. The caller shows them through the secrecy rules (packages/disclosure); no row of a person leaves here.
 * A caretaker gets the residences they cover, the operator and the landlord's pilot the whole stock, others nothing.
 */
create function stock_counts() returns table (
  residence_id uuid, dwellings integer, vacant_offered integer, vacant_technical integer, occupied integer,
  labelled integer, sieves integer, area_m2 numeric, accessible integer,
  households integer, persons integer, adults integer, entered_last_year integer, seniority_years numeric)
  language sql stable security definer set search_path = public
  as $$
  with allowed as (
    select id from stock_residence
    where convention_id = (select current_convention())
      and ((select has_role('operator-lead', 'operator-animator', 'landlord-pilot')) or id = any ((select covered_residences())::uuid[]))
  ), homes as (
    select d.residence_id, count(*) as dwellings,
      count(*) filter (where status = 'vacant-offered') as vacant_offered,
      count(*) filter (where status = 'vacant-technical') as vacant_technical,
      count(*) filter (where status = 'occupied') as occupied,
      count(energy_class) as labelled, count(*) filter (where energy_class in ('F', 'G')) as sieves,
      sum(d.area_m2) as area_m2, count(*) filter (where is_accessible) as accessible
    from stock_dwelling d where convention_id = (select current_convention()) group by 1
  ), leases as (
    select h.residence_id, count(*) as households,
      count(*) filter (where entered_on > current_date - interval '1 year') as entered_last_year,
      avg(extract(epoch from age(current_date, entered_on)) / 31557600) as seniority_years
    from stock_household h where convention_id = (select current_convention()) and left_on is null group by 1
  ), people as (
    select p.residence_id, count(*) as persons,
      count(*) filter (where extract(year from current_date) - birth_year >= 18) as adults
    from stock_person p join stock_household h on h.convention_id = p.convention_id and h.id = p.household_id
    where p.convention_id = (select current_convention()) and h.left_on is null group by 1
  )
  select allowed.id, coalesce(homes.dwellings, 0), coalesce(vacant_offered, 0), coalesce(vacant_technical, 0), coalesce(occupied, 0),
    coalesce(labelled, 0), coalesce(sieves, 0), homes.area_m2, coalesce(accessible, 0),
    coalesce(households, 0), coalesce(persons, 0), coalesce(adults, 0), coalesce(entered_last_year, 0), round(leases.seniority_years::numeric, 1)
  from allowed left join homes on homes.residence_id = allowed.id left join leases on leases.residence_id = allowed.id
    left join people on people.residence_id = allowed.id
  $$;

/* Who lives here, by one feature at a time and by residence: age in bands of five years with sex, size, seniority, occupation. */
create function stock_profile() returns table (residence_id uuid, feature text, category text, count integer)
  language sql stable security definer set search_path = public
  as $$
  with reader as (
    select current_convention() as convention_id,
      has_role('operator-lead', 'operator-animator', 'landlord-pilot') as sees_profile
  ), households as (
    select h.* from stock_household h, reader where h.convention_id = reader.convention_id and reader.sees_profile and h.left_on is null
  ), people as (
    select p.*, extract(year from current_date)::integer - p.birth_year as age
    from stock_person p join households h on h.id = p.household_id and h.convention_id = p.convention_id
  )
  select people.residence_id, 'age-sex', coalesce(sex, '?') || '-' || coalesce((least(age, 90) / 5 * 5)::text, '?'), count(*)::integer from people group by 1, 3
  union all
  select people.residence_id, 'pcs', coalesce(pcs::text, '?'), count(*)::integer from people where age >= 15 or age is null group by 1, 3
  union all
  select households.residence_id, 'size', coalesce(least(size, 6)::text, '?'), count(*)::integer from households group by 1, 3
  union all
  select households.residence_id, 'seniority',
    case when entered_on is null then '?' when entered_on > current_date - interval '2 years' then '0-2'
      when entered_on > current_date - interval '5 years' then '2-5' when entered_on > current_date - interval '10 years' then '5-10'
      when entered_on > current_date - interval '20 years' then '10-20' else '20+' end, count(*)::integer
  from households group by 1, 3
  $$;

/*
 * Residences, dwellings and persons nearest to some words. Owner's rights, so that the trigram index serves under row-level security;
 * the same lines as the policies are therefore written here.
 */
create function stock_search(words text, most integer default 10)
  returns table (kind text, id uuid, residence_id uuid, label text, detail text, likeness real)
  language sql stable security definer set search_path = public set pg_trgm.word_similarity_threshold = 0.4
  as $$
  with asked as (
    select searchable(words) as q, current_convention() as convention_id, sees_whole_stock() as whole,
      has_role('operator-lead', 'operator-animator') as operator, covered_residences() as covered
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
    (select 'person', d.id, c.residence_id, concat_ws(' ', c.first_name, c.last_name), d.code, word_similarity(q, c.search)
     from stock_contact c, asked, stock_person p, stock_household h, stock_dwelling d
     where c.convention_id = asked.convention_id and (operator or (c.residence_id = any (covered) and not c.is_protected)) and q <% c.search
       and p.convention_id = c.convention_id and p.id = c.person_id and h.convention_id = c.convention_id and h.id = p.household_id
       and d.convention_id = c.convention_id and d.id = h.dwelling_id and h.left_on is null
     order by word_similarity(q, c.search) desc, c.last_name limit most)
  )
  select * from found where length((select q from asked)) >= 2
  order by array_position(array['residence', 'person', 'dwelling'], kind), likeness desc, label
  $$;
revoke execute on function stock_counts, stock_profile, stock_search from public;
grant execute on function stock_counts, stock_profile, stock_search to palier_app;
