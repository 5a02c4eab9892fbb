-- Shares of payers are percentages that make a hundred, or parts of a whole that basis points cannot say: one of three.
alter table convention_funding add unit text not null default 'percent' check (unit in ('percent', 'part'));
alter table convention_funding alter unit drop default;
alter table convention_funding_share rename share_bp to weight; -- of percentages, in basis points
alter table convention_funding_share drop constraint convention_funding_share_share_bp_check,
  add check (weight between 1 and 1000000);

create or replace function funding_is_whole() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  in_funding uuid := (to_jsonb(new) ->> case tg_table_name when 'convention_funding' then 'id' else 'funding_id' end)::uuid;
  funding convention_funding;
  whole bigint := (select coalesce(sum(weight), 0) from convention_funding_share s
    where s.convention_id = new.convention_id and s.funding_id = in_funding);
begin
  select * into funding from convention_funding f where f.convention_id = new.convention_id and f.id = in_funding;
  if found and ((whole = 0 and funding.instalment_id is null) or (whole not in (0, 10000) and funding.unit = 'percent'))
  then raise exception 'shares of payers make a whole' using errcode = 'PL020';
  end if;
  return null;
end
$$;
