-- Jobs, their tasks, and what was promised about them. docs/database.md says why each guarantee holds.
-- Lock order everywhere: the job's row, then rows of its tasks by name, then the tenant's share.

-- The clock of leases and waits: one for all processes, whatever their machines think the time is.
create function millrace.clock() returns timestamptz
    language sql volatile
    as 'select clock_timestamp()';

-- Numbers claims, so that every eighth can serve the lowest class that has work.
create sequence millrace.claim_turn;

create table millrace.job (
    id                      uuid        primary key,
    tenant_id               text        not null,
    input_key               text        not null,
    profile                 jsonb       not null,
    priority                smallint    not null check (priority between 0 and 100),
    class                   text        not null generated always as
                                            (case when priority >= 67 then 'high'
                                                  when priority >= 34 then 'normal'
                                                  else 'low' end) stored,
    status                  text        not null check
                                            (status in ('queued', 'processing', 'completed', 'failed', 'canceled')),
    phase                   text,
    created_at              timestamptz not null,
    started_at              timestamptz,
    finished_at             timestamptz,
    source                  jsonb,
    plan                    jsonb,
    outputs                 jsonb,
    failure_code            text,
    failure_sentence        text,
    encoder                 text,
    -- the number of the latest event
    version                 bigint      not null,
    -- weights of all tasks and of those that are done; the sum is final once the graph has its last task
    weight                  bigint      not null default 0,
    weight_done             bigint      not null default 0,
    graph_complete          boolean     not null default false,
    -- how many tasks are ready, and how many were claimed so far
    ready                   integer     not null default 0 check (ready >= 0),
    served                  bigint      not null default 0,
    idempotency_key         text,
    idempotency_fingerprint text,
    check ((status = 'processing') = (phase is not null)),
    check ((status in ('completed', 'failed', 'canceled')) = (finished_at is not null)),
    check ((status = 'completed') = (outputs is not null)),
    check ((status = 'failed') = (failure_code is not null and failure_sentence is not null)),
    check ((idempotency_key is null) = (idempotency_fingerprint is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

create index job_newest on millrace.job (tenant_id, id);
create index job_newest_by_status on millrace.job (tenant_id, status, id);
create index job_claimable on millrace.job (tenant_id, class, served, id) where ready > 0;
create unique index job_idempotency on millrace.job (tenant_id, idempotency_key) where idempotency_key is not null;

create table millrace.task (
    tenant_id        text        not null,
    job_id           uuid        not null references millrace.job on delete cascade,
    name             text        not null,
    kind             text        not null,
    work             jsonb       not null,
    needs            text[]      not null,
    rank             integer     not null,
    weight           bigint      not null check (weight > 0),
    state            text        not null check
                                     (state in ('waiting', 'ready', 'running', 'done', 'failed', 'canceled')),
    unmet            integer     not null,
    attempts         integer     not null default 0,
    interruptions    integer     not null default 0,
    -- raised by every claim; survives the lease
    epoch            bigint      not null default 0,
    -- the epoch of the last settlement that counted
    settled_epoch    bigint      not null default 0,
    not_before       timestamptz,
    rung_at          timestamptz,
    worker_id        uuid,
    lease_until      timestamptz,
    progress         double precision,
    product          jsonb,
    failure_code     text,
    failure_sentence text,
    primary key (job_id, name),
    check ((state = 'waiting') = (unmet > 0)),
    check ((state = 'ready') = (not_before is not null)),
    check ((state = 'running') = (worker_id is not null and lease_until is not null and progress is not null)),
    check ((state = 'done') = (product is not null)),
    check ((state = 'failed') = (failure_code is not null and failure_sentence is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

create index task_waiting on millrace.task (job_id) where state = 'waiting';
create index task_ready on millrace.task (job_id, rank, name) where state = 'ready';
-- Without lease_until, so that a heartbeat changes no index.
create index task_running on millrace.task (job_id, name) where state = 'running';
-- The outbox of the bell.
create index task_to_ring on millrace.task (job_id, rank, name) where state = 'ready' and rung_at is null;

-- How much of each class a tenant has had.
create table millrace.share (
    tenant_id text   not null,
    class     text   not null,
    served    bigint not null,
    primary key (tenant_id, class)
) with (fillfactor = 50);

create table millrace.job_event (
    tenant_id text        not null,
    job_id    uuid        not null references millrace.job on delete cascade,
    number    bigint      not null,
    at        timestamptz not null,
    type      text        not null,
    detail    text        not null,
    primary key (job_id, number)
);

-- Attempts whose objects nobody will read.
create table millrace.lost_attempt (
    tenant_id text        not null,
    job_id    uuid        not null references millrace.job on delete cascade,
    task_name text        not null,
    epoch     bigint      not null,
    over_at   timestamptz not null,
    primary key (job_id, task_name, epoch)
);

create index lost_attempt_oldest on millrace.lost_attempt (over_at);

-- Tombstones: jobs that are gone and whose objects are not.
create table millrace.deleted_job (
    tenant_id  text        not null,
    job_id     uuid        primary key,
    deleted_at timestamptz not null
);

create table millrace.profile (
    tenant_id text  not null,
    name      text  not null,
    profile   jsonb not null,
    primary key (tenant_id, name)
);

-- No tenant: workers serve all of them.
create table millrace.worker (
    id       uuid        primary key,
    host     text        not null,
    slots    integer     not null,
    since    timestamptz not null,
    running  jsonb       not null,
    seen_at  timestamptz not null,
    draining boolean     not null default false
);
