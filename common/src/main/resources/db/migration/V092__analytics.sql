-- What happened, one row for each job of queue "analytics": what keeps a rerun from counting twice. Rows go once they are
-- in the totals and old; jobs of that age are refused.
create table analytics_events (
    job_id       varchar(128) primary key,
    event        varchar(60)  not null,
    actor_id     uuid,
    subject_id   uuid         not null,
    occurred_at  timestamptz  not null,
    amount_minor bigint,
    currency     varchar(3),
    properties   jsonb,
    rolled_up    boolean      not null default false,
    constraint analytics_events_money_is_whole check ((amount_minor is null) = (currency is null))
);

create index analytics_events_to_roll_up on analytics_events (job_id) where not rolled_up;
create index analytics_events_by_age on analytics_events (occurred_at) where rolled_up;

-- How often, and for how much, by hour and by day (UTC). Currency '' for what has no amount.
create table analytics_totals (
    granularity  varchar(4)  not null check (granularity in ('HOUR', 'DAY')),
    bucket       timestamptz not null,
    event        varchar(60) not null,
    currency     varchar(3)  not null,
    events       bigint      not null,
    amount_minor numeric     not null,
    primary key (granularity, bucket, event, currency)
);
