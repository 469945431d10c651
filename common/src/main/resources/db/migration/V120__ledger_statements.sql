-- What an account's statement shows: its entries, numbered by currency without gaps, each with the balance that it has
-- led to and its journal's time. So any stretch of the books can be checked by itself, however long they are.
alter table ledger_entries disable trigger ledger_entries_immutable;
alter table ledger_entries
    add column created_at    timestamptz not null default now(),
    add column number        bigint,
    add column balance_minor numeric(38, 0);
update ledger_entries e
    set created_at = earlier.created_at, number = earlier.number, balance_minor = earlier.balance_minor
    from (select e.id, j.created_at, row_number() over account as number, sum(e.amount_minor) over account as balance_minor
          from ledger_entries e join ledger_journals j on j.id = e.journal_id
          window account as (partition by e.account_id, e.currency order by j.created_at, e.id)) earlier
    where earlier.id = e.id;
alter table ledger_entries
    alter column number set not null,
    alter column balance_minor set not null,
    add constraint ledger_entries_number unique (account_id, currency, number);
alter table ledger_entries enable trigger ledger_entries_immutable;

create index ledger_entries_newest on ledger_entries (account_id, created_at desc, journal_id desc);
drop index ledger_entries_account;
create index ledger_journals_newest on ledger_journals (created_at desc, id desc);

-- Accounts are listed by their codes, and those of a kind begin alike; by bytes, as no locale has it.
create index ledger_accounts_by_code on ledger_accounts (code collate "C");

-- How many entries have led to the balance: the number of the last one.
alter table ledger_balances disable trigger ledger_balances_follow;
alter table ledger_balances add column entries bigint not null default 0;
update ledger_balances b set entries =
    (select count(*) from ledger_entries e where e.account_id = b.account_id and e.currency = b.currency);
alter table ledger_balances enable trigger ledger_balances_follow;

-- As before, it adds the entry to the balance, whose row stays locked until the transaction ends; so numbers have no
-- gaps, and follow the order in which transactions commit.
create function ledger_number_entry() returns trigger language plpgsql as $$
begin
    update ledger_balances set balance_minor = balance_minor + new.amount_minor, entries = entries + 1
        where account_id = new.account_id and currency = new.currency
        returning entries, balance_minor into new.number, new.balance_minor;
    if not found then
        -- With nothing at first: the check would look at the line alone, were it inserted with the amount.
        insert into ledger_balances (account_id, currency, normal_side, balance_minor)
            select new.account_id, new.currency, normal_side, 0 from ledger_accounts where id = new.account_id
            on conflict (account_id, currency) do nothing;
        update ledger_balances set balance_minor = balance_minor + new.amount_minor, entries = entries + 1
            where account_id = new.account_id and currency = new.currency
            returning entries, balance_minor into new.number, new.balance_minor;
    end if;
    return new;
end $$;

drop trigger ledger_entries_balance on ledger_entries;
drop function ledger_add_to_balance();
create trigger ledger_entries_numbered before insert on ledger_entries
    for each row execute function ledger_number_entry();

-- At the commit, each balance is its last entry's: an entry that was counted and then not inserted is found out.
create function ledger_check_last_entry() returns trigger language plpgsql as $$
begin
    if new.entries > 0 and not exists (
        select from ledger_entries where account_id = new.account_id and currency = new.currency
            and number = new.entries and balance_minor = new.balance_minor
    ) then
        raise exception 'a balance of account % is not its last entry''s', new.account_id using errcode = 'check_violation';
    end if;
    return null;
end $$;

create constraint trigger ledger_balances_agree after insert or update on ledger_balances
    deferrable initially deferred for each row execute function ledger_check_last_entry();
