-- One row for each job of queue "notifications". A row outside the inbox tells only that the job was done.
create table notifications (
    id         uuid primary key,
    job_id     varchar(128) not null unique,
    user_id    uuid         not null references users (id),
    type       varchar(30)  not null check (type in ('INVESTMENT_UPDATE', 'MESSAGE', 'PITCH_UPDATE', 'SYSTEM')),
    title      varchar(200) not null,
    content    text         not null,
    data       jsonb,
    in_inbox   boolean      not null,
    channels   jsonb        not null,
    read_at    timestamptz,
    created_at timestamptz  not null
);

create index notifications_inbox on notifications (user_id, created_at desc) where in_inbox;

-- One row for each job of queue "email": what keeps a rerun from sending again.
create table email_deliveries (
    job_id         varchar(128) primary key,
    template       varchar(100) not null,
    recipient_hash varchar(64)  not null,
    message_id     varchar(255) not null unique,
    status         varchar(10)  not null check (status in ('SENDING', 'SENT', 'FAILED')),
    attempts       integer      not null check (attempts >= 0),
    failure_reason text,
    created_at     timestamptz  not null,
    updated_at     timestamptz  not null,
    sent_at        timestamptz,
    constraint email_deliveries_sent_has_time check ((status = 'SENT') = (sent_at is not null))
);

create index email_deliveries_recipient on email_deliveries (recipient_hash, created_at);
