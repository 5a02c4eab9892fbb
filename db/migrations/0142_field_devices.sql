-- Interviews taken without a network: the devices that hold them, what each device sent, and every wording of an answer. What cannot be taken is kept apart until the lead decides.
create table survey_device (
  convention_id uuid not null,
  id            uuid not null, -- made on the device
  member_id     uuid not null,
  secret        bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), -- given to its member only: the key of what lies on the device is made from it
  opened_at     timestamptz not null default now(),
  seen_at       timestamptz not null default now(),
  waiting       integer not null default 0 check (waiting >= 0), -- as the device said when last seen
  revoked_at    timestamptz, -- lost: the secret is given no more
  primary key (convention_id, id),
  foreign key (convention_id, member_id) references member (convention_id, id)
);

create table survey_device_act (
  convention_id uuid not null,
  id            uuid not null,
  device_id     uuid not null,
  seq           integer not null check (seq >= 1),
  subject       uuid not null, -- the interview
  kind          text not null check (length(kind) <= 40),
  outcome       text not null check (outcome in ('stored', 'quarantined', 'withdrawn', 'set-aside')),
  reason        text,
  fingerprint   text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  act           jsonb, -- whole, while somebody has to decide on it
  received_at   timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, device_id) references survey_device (convention_id, id),
  check (outcome in ('quarantined', 'set-aside') or act is null)
);
create index on survey_device_act (convention_id, device_id, seq);
create index on survey_device_act (convention_id, subject);

create table survey_answer_version (
  convention_id uuid not null,
  id            uuid not null, -- the act that wrote it
  interview_id  uuid not null,
  question_id   uuid not null,
  based_on      uuid[] not null default '{}',
  answer        jsonb not null,
  stamp         jsonb not null,
  author_id     uuid not null,
  made_at       timestamptz not null, -- in the server's time
  primary key (convention_id, id),
  foreign key (convention_id, interview_id) references survey_interview (convention_id, id),
  foreign key (convention_id, question_id) references survey_question (convention_id, id),
  foreign key (convention_id, author_id) references member (convention_id, id)
);
create index on survey_answer_version (convention_id, interview_id, question_id);

do $$
declare
  named text;
begin
  foreach named in array array['survey_device', 'survey_device_act', 'survey_answer_version'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format('call audit_table(%L)', named);
  end loop;
  foreach named in array array['survey_device_act', 'survey_answer_version'] loop
    execute format($policy$create policy kept on %I for all using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator')))
      with check (convention_id = (select current_convention()) and (select has_role('operator-lead', 'operator-animator')))$policy$, named);
  end loop;
end
$$;
create policy own on survey_device for all using (convention_id = (select current_convention()) and member_id = (select current_member())
  and (select has_role('operator-lead', 'operator-animator')))
  with check (convention_id = (select current_convention()) and member_id = (select current_member()));
create policy led on survey_device for select using (convention_id = (select current_convention()) and (select has_role('operator-lead')));
create policy revoked on survey_device for update using (convention_id = (select current_convention()) and (select has_role('operator-lead')))
  with check (convention_id = (select current_convention()));
grant select, insert on survey_device, survey_device_act, survey_answer_version to palier_app;
grant update (seen_at, waiting, revoked_at) on survey_device to palier_app;
grant update (outcome, reason, act, fingerprint, seq, received_at) on survey_device_act to palier_app;
grant delete on survey_answer_version, survey_device_act to palier_app;

/*
 * A device whose member left, changed roles, or whose convention was closed still hands over what it holds: nothing is read back, all is
 * kept for the lead. Only the person who opened the device may call it.
 */
create function survey_device_barred(in_device uuid) returns text
  language sql stable security definer set search_path = public as $$
  select case
    when m.ended_at is not null then 'member-left'
    when not m.roles && array['operator-lead', 'operator-animator'] then 'role-changed'
    when c.closed_at is not null then 'convention-closed'
    when d.revoked_at is not null then 'device-revoked'
    else '' end
  from survey_device d join member m on m.id = d.member_id join convention c on c.id = d.convention_id
  where d.id = in_device and m.person_id = current_person()
$$;
create function survey_device_quarantine(in_device uuid, in_act jsonb, in_fingerprint text, in_reason text) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  convention uuid := (select d.convention_id from survey_device d join member m on m.id = d.member_id where d.id = in_device and m.person_id = current_person());
begin
  if convention is null then return false; end if;
  insert into survey_device_act (convention_id, id, device_id, seq, subject, kind, outcome, reason, fingerprint, act)
  values (convention, (in_act ->> 'id')::uuid, in_device, (in_act ->> 'seq')::integer, (in_act ->> 'subject')::uuid, in_act ->> 'kind',
    'quarantined', in_reason, in_fingerprint, in_act)
  on conflict do nothing;
  return true;
end
$$;
revoke execute on function survey_device_barred, survey_device_quarantine from public;
grant execute on function survey_device_barred, survey_device_quarantine to palier_app;
