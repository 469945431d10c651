-- Since when nobody has to look at a failed job any more: what the clean-up goes by.
create index failed_jobs_settled on failed_jobs (coalesce(replayed_at, discarded_at))
    where coalesce(replayed_at, discarded_at) is not null;
