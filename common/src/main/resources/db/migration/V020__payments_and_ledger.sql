-- One payment for each investment. Its id is the idempotency key at the provider.
create table payments (
    id                 uuid primary key,
    investment_id      uuid        not null unique references investments (id),
    amount_minor       bigint      not null check (amount_minor > 0),
    currency           varchar(3)  not null check (currency ~ '^[A-Z]{3}$'),
    payment_method     varchar(20) not null check (payment_method in ('BANK_TRANSFER', 'CARD', 'CRYPTO')),
    provider           varchar(30) not null,
    status             varchar(20) not null check (status in ('PROCESSING', 'COMPLETED', 'FAILED')),
    provider_charge_id varchar(100),
    failure_code       varchar(60),
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    processed_at       timestamptz,
    unique (provider, provider_charge_id),
    constraint payments_end_has_time check ((status = 'PROCESSING') = (processed_at is null)),
    constraint payments_completed_has_charge check (status <> 'COMPLETED' or provider_charge_id is not null),
    constraint payments_failure_has_code check ((status = 'FAILED') = (failure_code is not null))
);

-- Double entry. An amount above zero debits its account, one below credits it; a journal's entries sum to zero in each
-- currency. What is written stays: corrections are further journals.
create table ledger_accounts (
    id         uuid primary key,
    code       varchar(100) not null unique,
    created_at timestamptz  not null default now()
);

create table ledger_journals (
    id             uuid primary key,
    -- What the journal records, 'payment:<id>' for instance: nothing is recorded twice.
    key            varchar(150) not null unique,
    -- Entries come in the transaction of their journal and never after.
    transaction_id xid8         not null default pg_current_xact_id(),
    created_at     timestamptz  not null default now()
);

create table ledger_entries (
    id           uuid primary key,
    journal_id   uuid       not null references ledger_journals (id),
    account_id   uuid       not null references ledger_accounts (id),
    amount_minor bigint     not null check (amount_minor <> 0),
    currency     varchar(3) not null check (currency ~ '^[A-Z]{3}$')
);

create index ledger_entries_journal on ledger_entries (journal_id);
create index ledger_entries_account on ledger_entries (account_id);

create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is immutable: no % on %', lower(tg_op), tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger ledger_accounts_immutable before update or delete or truncate on ledger_accounts
    for each statement execute function ledger_refuse_change();
create trigger ledger_journals_immutable before update or delete or truncate on ledger_journals
    for each statement execute function ledger_refuse_change();
create trigger ledger_entries_immutable before update or delete or truncate on ledger_entries
    for each statement execute function ledger_refuse_change();

create function ledger_check_journal_open() returns trigger language plpgsql as $$
begin
    if not exists (
        select from ledger_journals where id = new.journal_id and transaction_id = pg_current_xact_id()
    ) then
        raise exception 'the journal % is closed', new.journal_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger ledger_entries_journal_open before insert on ledger_entries
    for each row execute function ledger_check_journal_open();

create function ledger_check_balance(journal uuid) returns void language plpgsql as $$
begin
    if not exists (select from ledger_entries where journal_id = journal) then
        raise exception 'the journal % has no entries', journal using errcode = 'check_violation';
    end if;
    if exists (
        select from ledger_entries where journal_id = journal group by currency having sum(amount_minor) <> 0
    ) then
        raise exception 'the journal % does not sum to zero', journal using errcode = 'check_violation';
    end if;
end $$;

create function ledger_check_new_journal() returns trigger language plpgsql as $$
begin
    perform ledger_check_balance(new.id);
    return null;
end $$;

create function ledger_check_new_entry() returns trigger language plpgsql as $$
begin
    perform ledger_check_balance(new.journal_id);
    return null;
end $$;

-- At the commit, when all entries are there.
create constraint trigger ledger_journals_balanced after insert on ledger_journals
    deferrable initially deferred for each row execute function ledger_check_new_journal();
create constraint trigger ledger_entries_balanced after insert on ledger_entries
    deferrable initially deferred for each row execute function ledger_check_new_entry();

-- The memory of the sandbox provider. It stands for the outside world: written in transactions of its own, read by
-- nothing but the sandbox and tests.
create table sandbox_calls (
    idempotency_key uuid primary key,
    calls           integer not null
);

create table sandbox_charges (
    idempotency_key uuid primary key,
    charge_id       varchar(60) not null unique,
    amount_minor    bigint      not null,
    currency        varchar(3)  not null,
    payment_method  varchar(20) not null,
    status          varchar(20) not null check (status in ('PROCESSING', 'SUCCEEDED', 'DECLINED')),
    settles_at      timestamptz,
    created_at      timestamptz not null default now()
);
