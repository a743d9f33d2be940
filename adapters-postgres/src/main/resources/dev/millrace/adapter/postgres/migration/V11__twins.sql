-- Twins: a second attempt at a chunk whose first is far slower than its siblings. docs/adr/0009 tells when and why.

-- The lease of the twin, void unless the task runs. Its epoch survives it: nobody gets that one again, and an attempt that had
-- a twin has no other. When a twin takes the place of the first attempt, the two change epochs.
alter table millrace.task
    add column twin_epoch       bigint not null default 0,
    add column twin_worker_id   uuid,
    add column twin_started_at  timestamptz,
    add column twin_lease_until timestamptz,
    add column twin_progress    double precision,
    add check (num_nonnulls(twin_worker_id, twin_started_at, twin_lease_until, twin_progress) in (0, 4));

-- Chunks that run and never had a twin, the one that runs longest first. A heartbeat changes nothing of it.
create index task_alone on millrace.task (attempt_started_at)
    where state = 'running' and kind = 'encode_chunk' and twin_epoch < epoch;

-- What a worker can do, as it says itself; null for one of an earlier version.
alter table millrace.worker
    add column kinds   text[],
    add column encoder text;
