-- What admins have done. A row is committed before the action begins, so that none is unrecorded; one that stays STARTED is
-- of a process that died meanwhile.
create table admin_actions (
    id         uuid         primary key,
    admin_id   uuid         not null,           -- of the token; the identity provider may have forgotten the person
    action     varchar(60)  not null,
    target     varchar(400) not null,           -- the path of what it was done to
    details    text         not null,           -- JSON: what was asked for
    outcome    varchar(10)  not null check (outcome in ('STARTED', 'DONE', 'FAILED')),
    result     text,                            -- JSON of what was answered, or why it failed
    started_at timestamptz  not null,
    ended_at   timestamptz
);

create index admin_actions_newest on admin_actions (started_at desc, id desc);
create index admin_actions_by_admin on admin_actions (admin_id, started_at desc, id desc);
