-- Long work shows what it does: a row anyone concerned can watch, cancel and retry; pg-boss only moves it along.
create table job (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  kind          text not null,
  input         jsonb not null,
  state         text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  step          text,
  done          bigint not null default 0,
  total         bigint,
  result        jsonb,
  refusal       jsonb,
  fault         text, -- reference number of the log line, never the message
  asked_by      uuid not null references member (id),
  asked_at      timestamptz not null default now(),
  started_at    timestamptz,
  beat_at       timestamptz,
  ended_at      timestamptz,
  cancel_at     timestamptz,
  retry_of      uuid,
  primary key (convention_id, id)
);
create index on job (convention_id, asked_at desc);
alter table job enable row level security, force row level security;
create policy own_convention on job
  using (convention_id = (select current_convention())) with check (convention_id = (select current_convention()));
grant select, insert, update on job to palier_app;

create function job_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('palier_job', new.id::text);
  return null;
end
$$;
create trigger job_notify after insert or update on job for each row execute function job_notify();

-- Files lie in the store under random names; this table says whose they are, what they are and when they go.
create table file (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  name          text not null check (length(name) between 1 and 255),
  media_type    text not null,
  bytes         bigint not null,
  sha256        text not null,
  purpose       text not null,
  added_by      uuid,
  added_at      timestamptz not null default now(),
  expires_at    timestamptz,
  primary key (convention_id, id)
);
alter table file enable row level security, force row level security;
create policy own_convention on file
  using (convention_id = (select current_convention())) with check (convention_id = (select current_convention()));
grant select, insert, delete on file to palier_app;
grant update (expires_at) on file to palier_app;
call audit_table('file');

-- Every letter that leaves by e-mail is here first; without SMTP_URL it waits here in plain sight of the administrator.
create table mail (
  id            uuid primary key default uuidv7(),
  convention_id uuid references convention (id),
  recipient     text not null,
  subject       text not null check (subject !~ '[\r\n]'),
  body          text not null,
  purpose       text not null,
  written_at    timestamptz not null default now(),
  sent_at       timestamptz,
  tries         integer not null default 0,
  last_problem  text,
  expires_at    timestamptz not null default now() + interval '7 days'
);
create index on mail (written_at) where sent_at is null;
alter table mail enable row level security, force row level security;
create policy written on mail for insert with check (true);
create policy administrator_reads on mail for select using ((select is_administrator()));
grant select, insert on mail to palier_app;

-- The process that sends sees one waiting letter at a time, and nothing of those that left.
create function mail_take() returns table (id uuid, recipient text, subject text, body text)
  language sql security definer set search_path = public as $$
  select m.id, m.recipient, m.subject, m.body from mail m
  where m.sent_at is null and m.tries < 8 and m.expires_at > now() and m.written_at + make_interval(mins => (m.tries * m.tries)::integer) <= now()
  order by m.written_at limit 1 for update skip locked
$$;
create function mail_tried(letter uuid, problem text) returns void
  language sql security definer set search_path = public as $$
  update mail set tries = tries + 1, last_problem = problem, sent_at = case when problem is null then now() end where id = letter
$$;
revoke execute on function mail_take, mail_tried from public;
grant execute on function mail_take, mail_tried to palier_app;
