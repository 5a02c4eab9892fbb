-- The application connects as palier_app: it owns nothing, and cannot step around row-level security.
do $$
begin
  if not exists (select from pg_roles where rolname = 'palier_app') then
    create role palier_app login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
end
$$;
revoke create on schema public from public;
grant usage on schema public to palier_app;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- unaccent() is only stable; an index needs an immutable function, and the dictionary is named so that it is one in fact.
create function searchable(words text) returns text
  language sql immutable parallel safe strict
  return lower(regexp_replace(public.unaccent('public.unaccent'::regdictionary, words), '[^[:alnum:]]+', ' ', 'g'));
grant execute on function searchable(text) to palier_app;
