-- Up to when each user was told by mail of what is said in a conversation or under a pitch.
create table digests (
    user_id    uuid        not null references users (id),
    topic      varchar(60) not null,   -- pitch:<id>, investment:<id> (messages), comments:<pitch's id>
    told_until timestamptz not null,
    mailed_at  timestamptz,
    primary key (user_id, topic)
);
