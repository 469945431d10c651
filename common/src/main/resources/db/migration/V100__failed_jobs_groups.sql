-- Failures of one kind differ in ids, numbers, addresses and quoted texts: without those, their first line tells the kind.
create function failure_kind(reason text) returns text
language sql immutable parallel safe
return left(
    regexp_replace(
    regexp_replace(
    regexp_replace(
    regexp_replace(
    regexp_replace(
        split_part(left(reason, 2000), e'\n', 1),
        '"[^"]*"', '"…"', 'g'),
        '[^\s@<>()]+@[^\s@<>()]+', '<address>', 'g'),
        '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}', '<id>', 'g'),
        '\m(?=[a-fA-F]*[0-9])[0-9a-fA-F]{12,}\M', '<hex>', 'g'),
        '[0-9]+([.,:][0-9]+)*', '<n>', 'g'),
    300);

alter table failed_jobs
    add column error_kind   text        generated always as (failure_kind(failed_reason)) stored,
    -- Names the kind in addresses.
    add column error_group  varchar(32) generated always as (md5(failure_kind(failed_reason))) stored,
    -- Nobody wants it tried again.
    add column discarded_at timestamptz;

create index failed_jobs_newest on failed_jobs (failed_at desc, id desc);
create index failed_jobs_by_group on failed_jobs (error_group, failed_at desc, id desc);
