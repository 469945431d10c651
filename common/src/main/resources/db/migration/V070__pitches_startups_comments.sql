-- What founders tell of their startups and pitches, what others say about it, and since when we know a user.

-- When the token was issued whose claims the row has: an older one must not bring back what has changed since. Null if
-- the row came otherwise.
alter table users add column token_issued_at timestamptz;

alter table startups
    add column description varchar(4000) not null default '',
    add column website     varchar(300),
    add column updated_at  timestamptz   not null default now(),
    add column version     bigint        not null default 0;
update startups set updated_at = created_at;
create index startups_newest on startups (created_at desc, id desc);
create index startups_founder_newest on startups (founder_id, created_at desc, id desc);
drop index startups_founder;

alter table pitches
    add column updated_at timestamptz not null default now(),
    add column version    bigint      not null default 0;
update pitches set updated_at = created_at;
create index pitches_newest on pitches (created_at desc, id desc);
create index pitches_startup_newest on pitches (startup_id, created_at desc, id desc);
drop index pitches_startup;

-- Who has invested in a pitch, one after the other.
create index investments_pitch_investor on investments (pitch_id, investor_id);

create table comments (
    id         uuid primary key,
    pitch_id   uuid          not null references pitches (id),
    user_id    uuid          not null references users (id),
    content    varchar(4000) not null check (content <> ''),
    created_at timestamptz   not null
);

create index comments_pitch_newest on comments (pitch_id, created_at desc, id desc);
