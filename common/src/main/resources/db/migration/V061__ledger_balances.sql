-- The side on which an account's balance lies: what others owe us is debited, what we owe is credited. Accounts with a
-- side are never overdrawn; others may stand on either.
alter table ledger_accounts add column normal_side varchar(6) generated always as (
    case
        when code like 'provider:%' then 'DEBIT'
        when code like 'escrow:%' or code like 'startup:%' then 'CREDIT'
    end) stored;

-- A journal has one line for each account and currency, so that no balance depends on the order of its lines.
create unique index ledger_entries_once on ledger_entries (journal_id, account_id, currency);
drop index ledger_entries_journal;

-- What each account's entries sum to, by currency; more than zero where debits prevail. Written by the entries' own
-- trigger and by nothing else. Sums are wider than amounts: no number of entries overflows them.
create table ledger_balances (
    account_id    uuid           not null references ledger_accounts (id),
    currency      varchar(3)     not null,
    normal_side   varchar(6),
    balance_minor numeric(38, 0) not null,
    primary key (account_id, currency),
    constraint ledger_balances_not_overdrawn check (
        case normal_side when 'DEBIT' then balance_minor >= 0 when 'CREDIT' then balance_minor <= 0 else true end)
);

insert into ledger_balances (account_id, currency, normal_side, balance_minor)
    select e.account_id, e.currency, a.normal_side, sum(e.amount_minor)
    from ledger_entries e join ledger_accounts a on a.id = e.account_id
    group by e.account_id, e.currency, a.normal_side;

-- Takes the row's lock until the transaction ends, so nothing is lost of what others add meanwhile. Journals write
-- their lines in the order of their accounts' codes, so no two wait for each other.
create function ledger_add_to_balance() returns trigger language plpgsql as $$
begin
    update ledger_balances set balance_minor = balance_minor + new.amount_minor
        where account_id = new.account_id and currency = new.currency;
    if not found then
        -- With nothing at first: the check would look at the line alone, were it inserted with the amount.
        insert into ledger_balances (account_id, currency, normal_side, balance_minor)
            select new.account_id, new.currency, normal_side, 0 from ledger_accounts where id = new.account_id
            on conflict (account_id, currency) do nothing;
        update ledger_balances set balance_minor = balance_minor + new.amount_minor
            where account_id = new.account_id and currency = new.currency;
    end if;
    return null;
end $$;

create trigger ledger_entries_balance after insert on ledger_entries
    for each row execute function ledger_add_to_balance();

create function ledger_refuse_foreign_balance() returns trigger language plpgsql as $$
begin
    if tg_op in ('DELETE', 'TRUNCATE') or pg_trigger_depth() < 2 then
        raise exception 'balances follow from entries: no % on %', lower(tg_op), tg_table_name
            using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

create trigger ledger_balances_follow before insert or update or delete or truncate on ledger_balances
    for each statement execute function ledger_refuse_foreign_balance();
