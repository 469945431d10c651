-- Who invests in what. Money is minor units of an ISO 4217 currency.

-- A mirror of the identity provider; ids are its subjects.
create table users (
    id         uuid primary key,
    name       varchar(200) not null,
    email      varchar(254) not null,
    role       varchar(20)  not null check (role in ('INVESTOR', 'FOUNDER', 'ADMIN', 'SERVICE')),
    created_at timestamptz  not null
);

create index users_role on users (role);

create table startups (
    id         uuid primary key,
    founder_id uuid         not null references users (id),
    name       varchar(200) not null,
    created_at timestamptz  not null
);

create index startups_founder on startups (founder_id);

create table pitches (
    id         uuid primary key,
    startup_id uuid         not null references startups (id),
    title      varchar(200) not null,
    summary    text         not null,
    status     varchar(20)  not null check (status in ('DRAFT', 'PUBLISHED', 'FUNDED')),
    currency   varchar(3)   not null check (currency ~ '^[A-Z]{3}$'),
    goal_minor bigint       not null check (goal_minor > 0),
    created_at timestamptz  not null
);

create index pitches_startup on pitches (startup_id);

create table investments (
    id             uuid primary key,
    pitch_id       uuid        not null references pitches (id),
    investor_id    uuid        not null references users (id),
    amount_minor   bigint      not null check (amount_minor > 0),
    currency       varchar(3)  not null check (currency ~ '^[A-Z]{3}$'),
    payment_method varchar(20) not null check (payment_method in ('BANK_TRANSFER', 'CARD', 'CRYPTO')),
    status         varchar(20) not null check (status in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
    failure_reason varchar(500),
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    constraint investments_failure_has_reason check ((status = 'FAILED') = (failure_reason is not null))
);

create index investments_pitch on investments (pitch_id);
create index investments_investor on investments (investor_id);

-- What a request with an Idempotency-Key was answered. The row is inserted in the transaction of the request's effect,
-- so the answer exists exactly when the effect does.
create table idempotency_keys (
    user_id      uuid         not null,
    key          varchar(255) not null,
    request_hash bytea        not null,
    status       smallint,
    location     varchar(500),
    body         text,
    created_at   timestamptz  not null default now(),
    primary key (user_id, key)
);
