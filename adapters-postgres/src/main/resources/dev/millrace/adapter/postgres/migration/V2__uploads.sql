-- Files on their way into storage. docs/uploads.md tells their life.

create table millrace.upload (
    id         uuid        primary key,
    tenant_id  text        not null,
    filename   text        not null,
    media_type text        not null,
    object_key text        not null,
    size       bigint      not null check (size > 0),
    part_size  bigint      not null check (part_size > 0),
    -- what the storage calls it
    token      text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    status     text        not null check (status in ('waiting', 'completed', 'canceled', 'expired')),
    ended_at   timestamptz,
    -- when nothing of a canceled or expired upload was left in storage
    cleared_at timestamptz,
    check ((status = 'waiting') = (ended_at is null)),
    check (cleared_at is null or status in ('canceled', 'expired'))
);

create index upload_waiting on millrace.upload (expires_at) where status = 'waiting';
create index upload_litter on millrace.upload (ended_at) where status in ('canceled', 'expired') and cleared_at is null;
