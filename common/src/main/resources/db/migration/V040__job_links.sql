-- What ties a job to others: its limit key, its deduplication key, the job that waits for it or those that it waits for.
alter table outbox add column links text not null default '';
