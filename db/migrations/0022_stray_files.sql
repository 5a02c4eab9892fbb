-- Bytes that lie in the store without a row: those of transactions that were cut. Only their names are compared.
create function file_strays(in_convention uuid, in_ids uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as $$
  select asked.file_id from unnest(in_ids) as asked (file_id)
  where not exists (select from file f where f.convention_id = in_convention and f.id = asked.file_id)
$$;
revoke execute on function file_strays from public;
grant execute on function file_strays to palier_app;
