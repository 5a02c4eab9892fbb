-- What the demonstration prints while it loads says already that it is one; that it is whole is known apart.
create table demonstration_loaded (
  at timestamptz not null default now()
);
insert into demonstration_loaded (at) select min(created_at) from convention where is_demonstration having count(*) > 0;
