-- An invited person is nobody yet and has no right on members: these functions act for whoever holds the letter's token.
create function invitation_seen(in_token_hash text)
  returns table (state text, display_name text, email text, roles text[], convention_name text, operator_name text)
  language sql stable security definer set search_path = public as $$
  select case
      when i.withdrawn_at is not null then 'withdrawn'
      when i.accepted_at is not null then 'accepted'
      when i.expires_at <= now() then 'expired'
      else 'open' end,
    i.display_name, i.email, i.roles, c.name, c.operator_name
  from invitation i join convention c on c.id = i.convention_id
  where i.token_hash = in_token_hash
$$;

/* Makes the member, once. Nothing comes back when the invitation is not open, or its person may no longer sign in. */
create function invitation_accept(in_token_hash text) returns table (accepted_by uuid, email text, code text)
  language plpgsql security definer set search_path = public as $$
declare
  letter invitation;
  someone account_person;
  seat uuid;
begin
  select * into letter from invitation i
  where i.token_hash = in_token_hash and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > now() for update;
  if not found then return; end if;
  insert into account_person (name, email, email_verified) values (letter.display_name, letter.email, true)
    on conflict on constraint account_person_email_key do update set email_verified = true, updated_at = now()
    returning * into someone;
  if someone.disabled_at is not null then return; end if;
  perform set_config('palier.person', someone.id::text, true);
  insert into member (convention_id, person_id, display_name, roles, invited_by)
    values (letter.convention_id, someone.id, letter.display_name, letter.roles, letter.invited_by)
    on conflict (convention_id, person_id) do update set
      roles = case when member.ended_at is null
        then array(select distinct unnest(member.roles || excluded.roles) order by 1) else excluded.roles end,
      ended_at = null
    returning id into seat;
  perform set_config('palier.member', seat::text, true);
  insert into stock_coverage (convention_id, member_id, residence_id)
    select r.convention_id, seat, r.id from stock_residence r
    where r.convention_id = letter.convention_id and r.id = any (letter.residence_ids)
      and not exists (select from stock_coverage c where c.convention_id = r.convention_id and c.member_id = seat
                      and c.residence_id = r.id and (c.to_on is null or c.to_on >= current_date));
  update invitation set accepted_at = now() where convention_id = letter.convention_id and id = letter.id;
  return query select someone.id, someone.email, c.code from convention c where c.id = letter.convention_id;
end
$$;

/* An invitation that came too late gives its person a fresh one, to the same address and to no other. */
create function invitation_renew(in_token_hash text, in_new_hash text) returns table (email text, display_name text, convention_id uuid, convention_name text, operator_name text)
  language sql security definer set search_path = public as $$
  with renewed as (
    update invitation i set token_hash = in_new_hash, expires_at = now() + interval '7 days'
    where i.token_hash = in_token_hash and i.accepted_at is null and i.withdrawn_at is null and i.expires_at <= now()
    returning i.*
  )
  select r.email, r.display_name, r.convention_id, c.name, c.operator_name from renewed r join convention c on c.id = r.convention_id
$$;

/* For someone who lost their device: without passkeys, their next letter lets them add one. Not for people of other conventions too. */
create function passkeys_forget(of_member uuid) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  someone uuid;
begin
  if not has_role('operator-lead', 'administrator') then return false; end if;
  select m.person_id into someone from member m
  where m.id = of_member and m.convention_id = current_convention()
    and not exists (select from member other where other.person_id = m.person_id and other.convention_id <> m.convention_id and other.ended_at is null)
    and not exists (select from installation_administrator a where a.person_id = m.person_id);
  if not found then return false; end if;
  delete from account_passkey where person_id = someone;
  delete from account_session where person_id = someone;
  return true;
end
$$;

/* What the members' list says of each person beside their membership: their address and whether they hold a passkey. */
create function member_contacts() returns table (member_id uuid, email text, passkeys bigint, seen_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select m.id, p.email, (select count(*) from account_passkey k where k.person_id = p.id),
    (select max(s.updated_at) from account_session s where s.person_id = p.id)
  from member m join account_person p on p.id = m.person_id
  where m.convention_id = current_convention() and has_role('operator-lead', 'administrator')
$$;

/* Letters that served their time: what was sent goes after 30 days, what could never be sent a week after its end. */
create function mail_expire() returns integer
  language plpgsql security definer set search_path = public as $$
declare
  gone integer;
begin
  delete from mail where sent_at < now() - interval '30 days' or (sent_at is null and expires_at < now() - interval '7 days');
  get diagnostics gone = row_count;
  update mail set body = '' where sent_at is not null and body <> '';
  return gone;
end
$$;

/* Files whose time is over, in all conventions: the rows go here, the bytes by whoever called. */
create function file_expire() returns table (convention_id uuid, id uuid)
  language sql security definer set search_path = public as $$
  delete from file f where f.expires_at <= now() returning f.convention_id, f.id
$$;

create function mail_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('palier_mail', '');
  return null;
end
$$;
create trigger mail_notify after insert on mail for each statement execute function mail_notify();

revoke execute on function invitation_accept, invitation_renew, passkeys_forget, mail_expire, file_expire from public;
grant execute on function invitation_accept, invitation_renew, passkeys_forget, mail_expire, file_expire to palier_app;
