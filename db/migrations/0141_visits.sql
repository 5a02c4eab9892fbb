-- Whoever goes into a home says so and says when they are out again; if they do not, the leads are told. Nothing here says whose home it is.
create table survey_visit (
  convention_id uuid not null,
  id            uuid not null, -- made by the page, so that sending twice starts once
  member_id     uuid not null,
  residence_id  uuid not null,
  started_at    timestamptz not null default now(),
  due_at        timestamptz not null,
  ended_at      timestamptz,
  alerted_at    timestamptz,
  primary key (convention_id, id),
  foreign key (convention_id, member_id) references member (convention_id, id),
  foreign key (convention_id, residence_id) references stock_residence (convention_id, id),
  check (due_at > started_at),
  check (ended_at >= started_at)
);
create unique index survey_visit_one_at_a_time on survey_visit (convention_id, member_id) where ended_at is null;
alter table survey_visit enable row level security, force row level security;
create policy seen on survey_visit for select using (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')));
create policy own on survey_visit for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and member_id = (select current_member()));
-- A lead may end the visit of a colleague who was reached by telephone.
create policy ended on survey_visit for update using (convention_id = (select current_convention())
  and (member_id = (select current_member()) or (select has_role('operator-lead'))))
  with check (convention_id = (select current_convention()));
grant select, insert on survey_visit to palier_app;
grant update (due_at, ended_at) on survey_visit to palier_app;
call audit_table('survey_visit');

/* Marks a visit as overdue, once, and says which leads to write to. Nobody but the visitor's own watch calls it. */
create function survey_visit_overdue(in_visit uuid) returns table (email text)
  language plpgsql security definer set search_path = public as $$
begin
  update survey_visit v set alerted_at = now()
  where v.convention_id = current_convention() and v.id = in_visit and v.ended_at is null and v.due_at <= now() and v.alerted_at is null;
  if not found then return; end if;
  return query select p.email from member m join account_person p on p.id = m.person_id
    where m.convention_id = current_convention() and m.ended_at is null and 'operator-lead' = any (m.roles);
end
$$;
revoke execute on function survey_visit_overdue from public;
grant execute on function survey_visit_overdue to palier_app;
