-- Who had a task last, and when; it stays when the lease is gone. An attempt that an earlier version began has an end
-- alone.
alter table millrace.task
    add column attempt_worker_id   uuid,
    add column attempt_started_at  timestamptz,
    add column attempt_finished_at timestamptz,
    add check ((attempt_worker_id is null) = (attempt_started_at is null));

-- Why a job exists. An inspection is for somebody who waits; no listing shows it, and a sweep forgets it.
alter table millrace.job
    add column purpose text not null default 'transcode' check (purpose in ('transcode', 'inspect'));

create index job_inspections on millrace.job (created_at) where purpose = 'inspect';
