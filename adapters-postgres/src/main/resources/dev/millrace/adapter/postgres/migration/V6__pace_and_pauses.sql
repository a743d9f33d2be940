-- How many seconds of estimated work one of a worker's slots does in a second; null until it has encoded a chunk.
alter table millrace.worker
    add column pace double precision check (pace > 0);

-- A paused job counts no task as ready, so that no claim finds it, nor has to step over it.
alter table millrace.job
    add column paused boolean not null default false;
