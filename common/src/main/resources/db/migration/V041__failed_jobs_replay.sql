-- What a failed job needs to be tried again as it was, and when that was done.
alter table failed_jobs
    add column options     text not null default '',
    add column replayed_at timestamptz;

create index failed_jobs_by_job on failed_jobs (queue_name, job_id, failed_at desc);
