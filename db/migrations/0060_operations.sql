-- What the process may know of the installation as a whole to answer "are you well?": counts and versions, never a row.
grant select on migration to palier_app;

create function operations_work() returns table (what text, state text, number bigint)
  language sql stable security definer set search_path = public as $$
  select 'job', state, count(*) from job group by state
  union all
  select 'mail', case when tries >= 8 then 'given-up' else 'waiting' end, count(*) from mail
  where sent_at is null and expires_at > now() group by 2
$$;
revoke execute on function operations_work from public;
grant execute on function operations_work to palier_app;

-- Time itself is broken by a restore: what devices sent since the back-up is not here any more, and they must offer it again.
create table installation_epoch (
  id       uuid primary key default gen_random_uuid(),
  began_at timestamptz not null default clock_timestamp(),
  because  text not null check (because in ('installed', 'restored'))
);
insert into installation_epoch (because) values ('installed');
grant select on installation_epoch to palier_app;

create function current_epoch() returns uuid
  language sql stable parallel safe
  return (select id from installation_epoch order by began_at desc limit 1);
