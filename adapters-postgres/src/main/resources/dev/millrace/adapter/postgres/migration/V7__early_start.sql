-- Jobs that begin while their sources are still being uploaded. docs/adr/0008 tells how.

-- By which upload the source comes, and how much of its beginning has arrived. Both are gone once it lies in storage,
-- whole. The moment is when somebody last looked at the upload.
alter table millrace.job
    add column arriving_by   uuid,
    add column arrived       bigint check (arrived >= 0),
    add column arrival_asked timestamptz,
    add check ((arriving_by is null) = (arrived is null));

create index job_arriving on millrace.job (arrival_asked nulls first)
    where arriving_by is not null and status in ('queued', 'processing');
create index job_arriving_by on millrace.job (arriving_by) where arriving_by is not null;

-- How much of it must have arrived for the task. While it has not, that is one of the things it waits for.
alter table millrace.task
    add column source_bytes bigint not null default 0 check (source_bytes >= 0);

-- Whether parts can be read before the upload is completed. Such an upload may be sent parts until it expires,
-- whatever becomes of it, so it is cleared then.
alter table millrace.upload
    add column early boolean not null default false,
    drop constraint upload_check1,
    add check (cleared_at is null or status <> 'waiting');

create index upload_litter_early on millrace.upload (expires_at)
    where early and status <> 'waiting' and cleared_at is null;
