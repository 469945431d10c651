-- What becomes of an investment after it was paid, or before: cancelled, refunded, or released to the startup.
alter table investments
    add column version bigint not null default 0,
    drop constraint investments_status_check,
    add constraint investments_status_check check (status in (
        'PENDING', 'PROCESSING', 'COMPLETED', 'REFUNDING', 'REFUNDED', 'RELEASING', 'RELEASED', 'CANCELLED', 'FAILED'));

-- Lists are newest first; the indexes of the columns alone are covered by these.
create index investments_newest on investments (created_at desc, id desc);
create index investments_investor_newest on investments (investor_id, created_at desc, id desc);
create index investments_pitch_newest on investments (pitch_id, created_at desc, id desc);
drop index investments_investor;
drop index investments_pitch;
create index payments_newest on payments (created_at desc, id desc);

-- The whole of a payment, given back. The id is the idempotency key at the provider. One that the provider has declined
-- may be followed by another.
create table refunds (
    id                 uuid primary key,
    payment_id         uuid        not null references payments (id),
    investment_id      uuid        not null references investments (id),
    amount_minor       bigint      not null check (amount_minor > 0),
    currency           varchar(3)  not null check (currency ~ '^[A-Z]{3}$'),
    status             varchar(20) not null check (status in ('PROCESSING', 'COMPLETED', 'FAILED')),
    requested_by       uuid        not null references users (id),
    provider_refund_id varchar(100),
    failure_code       varchar(60),
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    processed_at       timestamptz,
    constraint refunds_end_has_time check ((status = 'PROCESSING') = (processed_at is null)),
    constraint refunds_completed_has_name check (status <> 'COMPLETED' or provider_refund_id is not null),
    constraint refunds_failure_has_code check ((status = 'FAILED') = (failure_code is not null))
);

create index refunds_payment on refunds (payment_id, created_at desc);
create unique index refunds_once on refunds (payment_id) where status <> 'FAILED';

-- The sandbox's memory of refunds; the outside world, as its charges are. It gives no money back twice.
create table sandbox_refunds (
    idempotency_key uuid primary key,
    refund_id       varchar(60) not null unique,
    charge_id       varchar(60) not null,
    amount_minor    bigint      not null,
    currency        varchar(3)  not null,
    status          varchar(20) not null check (status in ('PROCESSING', 'SUCCEEDED', 'DECLINED')),
    settles_at      timestamptz,
    created_at      timestamptz not null default now()
);

create unique index sandbox_refunds_once on sandbox_refunds (charge_id) where status <> 'DECLINED';
