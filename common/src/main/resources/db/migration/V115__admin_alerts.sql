-- A storm of failures: jobs of one queue and name that failed for good, each within the quiet time after the one before.
-- Admins are notified when it begins; what they were told then is kept up to date.
create table admin_alerts (
    id              uuid         primary key,
    queue_name      varchar(40)  not null,
    job_name        varchar(100) not null,
    failures        bigint       not null check (failures > 0),
    told_failures   bigint       not null,         -- the number that the notifications and the latest event have
    first_failed_at timestamptz  not null,
    last_failed_at  timestamptz  not null,
    failed_job_id   uuid         not null,         -- the latest of them; its row of failed_jobs may have been removed
    job_id          varchar(128) not null          -- that job's own id
);

create index admin_alerts_latest on admin_alerts (queue_name, job_name, last_failed_at desc);
create index admin_alerts_untold on admin_alerts (last_failed_at) where told_failures < failures;
