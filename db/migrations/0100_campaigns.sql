-- Campaigns towards tenants. A text is written in versions; nothing leaves before operator and landlord have approved its last one.
create table mobilisation_campaign (
  convention_id uuid not null references convention (id),
  id            uuid not null default uuidv7(),
  title         text not null check (length(title) between 3 and 120),
  kind          text not null check (kind in ('letter', 'poster')),
  residence_ids uuid[] not null default '{}', -- empty: the whole stock
  created_by    uuid not null,
  created_at    timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, created_by) references member (convention_id, id)
);

-- A version is never changed: what was approved is this row and no other words.
create table mobilisation_text (
  convention_id uuid not null,
  campaign_id   uuid not null,
  id            uuid not null default uuidv7(),
  version       integer not null check (version >= 1),
  subject       text not null check (length(subject) between 1 and 150),
  body          text not null check (length(body) between 1 and 6000),
  link          text check (link ~ '^https?://[^\s]+$' and length(link) <= 300), -- behind the poster's QR code
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, campaign_id, version),
  foreign key (convention_id, campaign_id) references mobilisation_campaign (convention_id, id),
  foreign key (convention_id, written_by) references member (convention_id, id)
);

create table mobilisation_comment (
  convention_id uuid not null,
  campaign_id   uuid not null,
  text_id       uuid not null,
  id            uuid not null default uuidv7(),
  said          text not null check (length(said) between 1 and 2000),
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  primary key (convention_id, id),
  foreign key (convention_id, text_id) references mobilisation_text (convention_id, id),
  foreign key (convention_id, made_by) references member (convention_id, id)
);
create index on mobilisation_comment (convention_id, campaign_id, id);

create table mobilisation_approval (
  convention_id uuid not null,
  campaign_id   uuid not null,
  text_id       uuid not null,
  id            uuid not null default uuidv7(),
  side          text not null check (side in ('operator', 'landlord')),
  approved_by   uuid not null,
  approved_at   timestamptz not null default now(),
  primary key (convention_id, id),
  unique (convention_id, text_id, side),
  unique (convention_id, text_id, approved_by), -- two sides are two people
  foreign key (convention_id, text_id) references mobilisation_text (convention_id, id),
  foreign key (convention_id, approved_by) references member (convention_id, id)
);

-- What has left: this campaign, in these words.
create table mobilisation_departure (
  convention_id uuid not null,
  campaign_id   uuid not null,
  text_id       uuid not null,
  left_by       uuid not null,
  left_at       timestamptz not null default now(),
  primary key (convention_id, campaign_id),
  foreign key (convention_id, campaign_id) references mobilisation_campaign (convention_id, id),
  foreign key (convention_id, text_id) references mobilisation_text (convention_id, id),
  foreign key (convention_id, left_by) references member (convention_id, id)
);

/*
 * One at a time for a campaign, and in turn: a text follows the last one, an approval is about the last one, a departure has both
 * approvals, and after it nothing is written. Whoever writes around the application meets the same wall.
 */
create function mobilisation_in_turn() returns trigger
  language plpgsql security definer set search_path = public as $$
declare
  last mobilisation_text;
begin
  perform from mobilisation_campaign where convention_id = new.convention_id and id = new.campaign_id for update;
  if exists (select from mobilisation_departure d where d.convention_id = new.convention_id and d.campaign_id = new.campaign_id) then
    raise exception using errcode = 'check_violation', message = 'the campaign has left', constraint = 'mobilisation_left';
  end if;
  select * into last from mobilisation_text t
    where t.convention_id = new.convention_id and t.campaign_id = new.campaign_id order by version desc limit 1;
  if tg_table_name = 'mobilisation_text' then
    if new.version <> coalesce(last.version, 0) + 1 then
      raise exception using errcode = 'check_violation', message = 'another version came first', constraint = 'mobilisation_version';
    end if;
    return new;
  end if;
  if new.text_id is distinct from last.id then
    raise exception using errcode = 'check_violation', message = 'not about the last version', constraint = 'mobilisation_last';
  end if;
  if tg_table_name = 'mobilisation_departure'
    and (select count(*) from mobilisation_approval a where a.convention_id = new.convention_id and a.text_id = new.text_id) < 2 then
    raise exception using errcode = 'check_violation', message = 'not approved by both', constraint = 'mobilisation_approved';
  end if;
  return new;
end
$$;
create trigger in_turn before insert on mobilisation_text for each row execute function mobilisation_in_turn();
create trigger in_turn before insert on mobilisation_approval for each row execute function mobilisation_in_turn();
create trigger in_turn before insert on mobilisation_departure for each row execute function mobilisation_in_turn();

do $$
declare
  named text;
begin
  foreach named in array array['mobilisation_campaign', 'mobilisation_text', 'mobilisation_comment', 'mobilisation_approval', 'mobilisation_departure'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format($policy$create policy seen on %I for select using (convention_id = (select current_convention())
      and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')))$policy$, named);
    execute format('grant select, insert on %I to palier_app', named);
  end loop;
end
$$;
create policy made on mobilisation_campaign for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and created_by = (select current_member()));
create policy made on mobilisation_text for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator')) and written_by = (select current_member()));
create policy made on mobilisation_comment for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead', 'operator-animator', 'landlord-pilot')) and made_by = (select current_member()));
create policy made on mobilisation_approval for insert with check (convention_id = (select current_convention())
  and approved_by = (select current_member())
  and case side when 'operator' then (select has_role('operator-lead')) else (select has_role('landlord-pilot')) end);
create policy made on mobilisation_departure for insert with check (convention_id = (select current_convention())
  and (select has_role('operator-lead')) and left_by = (select current_member()));

-- A caretaker learns that letters have left, to hand them out; not what was said about their words.
create policy delivered on mobilisation_departure for select using (convention_id = (select current_convention()) and (select has_role('caretaker')));

call audit_table('mobilisation_campaign');
call audit_table('mobilisation_text');
call audit_table('mobilisation_comment');
call audit_table('mobilisation_approval');
call audit_table('mobilisation_departure', 'convention_id', 'campaign_id');
