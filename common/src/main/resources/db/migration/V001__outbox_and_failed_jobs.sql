-- What is to be told to Redis because a transaction committed. A job's row stays until the job has reached its end, so
-- that it can be enqueued again when Redis has lost it; an event's row goes as soon as it is published.
create table outbox (
    seq          bigint generated always as identity primary key,
    kind         varchar(5)   not null check (kind in ('job', 'event')),
    target       varchar(200) not null,          -- the queue or the room
    id           varchar(128) not null,          -- the job's id or the event's
    name         varchar(100) not null,
    content      text         not null,          -- JSON
    options      text         not null default '',
    lane         varchar(1)   not null default '',
    not_before   timestamptz,                    -- a delayed job's due time
    created_at   timestamptz  not null default now(),
    pushed_epoch varchar(120),                   -- which life of Redis was told; null while none was
    pushed_at    timestamptz,
    constraint outbox_once unique (kind, target, id)
);

-- The relay looks for rows that this life of Redis was not told of, and for those told long ago.
create index outbox_pushed_epoch on outbox (pushed_epoch, seq);
create index outbox_pushed_at on outbox (pushed_at);

-- Jobs that failed for good, for people to look at and to replay.
create table failed_jobs (
    id                uuid primary key,
    queue_name        varchar(40)  not null,
    job_id            varchar(128) not null,
    job_name          varchar(100) not null,
    dead_letter_entry varchar(40)  not null,     -- the entry in the queue's dead-letter stream
    failed_reason     text         not null,
    attempts          integer      not null,
    payload           text         not null,         -- JSON, if the producer kept to it
    failed_at         timestamptz  not null default now(),
    constraint failed_jobs_once unique (queue_name, job_id, dead_letter_entry)
);

create index failed_jobs_by_queue on failed_jobs (queue_name, failed_at desc);
