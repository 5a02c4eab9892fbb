-- A person signs in once for the whole installation; what they may see is decided by their memberships (0003).
create table account_person (
  id             uuid primary key default uuidv7(),
  name           text not null check (length(name) between 1 and 200),
  email          text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image          text,
  language       text not null default 'fr' check (language in ('fr', 'en')),
  disabled_at    timestamptz,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);

create table account_session (
  id          uuid primary key default uuidv7(),
  person_id   uuid not null references account_person (id) on delete cascade,
  token       text not null unique,
  expires_at  timestamptz not null,
  ip_address  text,
  user_agent  text,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index on account_session (person_id);

create table account_identity (
  id                       uuid primary key default uuidv7(),
  person_id                uuid not null references account_person (id) on delete cascade,
  account_id               text not null,
  provider_id              text not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text check (password is null), -- no password, ever
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);
create index on account_identity (person_id);

create table account_verification (
  id         uuid primary key default uuidv7(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on account_verification (identifier);

create table account_passkey (
  id            uuid primary key default uuidv7(),
  name          text,
  public_key    text not null,
  person_id     uuid not null references account_person (id) on delete cascade,
  credential_id text not null unique,
  counter       integer not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz not null default now()
);
create index on account_passkey (person_id);

create table installation_administrator (
  person_id uuid primary key references account_person (id),
  since     timestamptz not null default now()
);

grant select, insert, update, delete on account_person, account_session, account_identity, account_verification, account_passkey to palier_app;
grant select on installation_administrator to palier_app;

-- Counters shared by all processes: a limit holds whichever server answers.
create table rate_limit (
  what       text not null,
  who        text not null, -- a keyed hash, never an address or an e-mail
  opened_at  timestamptz not null,
  tries      integer not null,
  primary key (what, who)
);
grant select, insert, update, delete on rate_limit to palier_app;
