-- Addresses that are told of jobs, and what is on its way to them. docs/webhooks.md tells their life.

create table millrace.webhook (
    id            uuid        primary key,
    tenant_id     text        not null,
    url           text        not null,
    -- words of what happens to jobs
    events        text[]      not null check (cardinality(events) > 0),
    -- Messages are signed with it, so it can't be kept as a hash.
    secret        text        not null,
    former_secret text,
    former_until  timestamptz,
    created_at    timestamptz not null,
    disabled_at   timestamptz,
    check ((former_secret is null) = (former_until is null))
);

create index webhook_of_tenant on millrace.webhook (tenant_id, id);

-- It outlives its job.
create table millrace.delivery (
    number      bigint      primary key generated always as identity,
    id          uuid        not null unique default gen_random_uuid(),
    tenant_id   text        not null,
    webhook_id  uuid        not null references millrace.webhook on delete cascade,
    job_id      uuid        not null,
    event       bigint      not null,
    type        text        not null,
    detail      text        not null,
    at          timestamptz not null,
    status      text        not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
    -- raised by every claim; a settlement of an earlier one counts no more
    attempts    integer     not null default 0,
    -- the same since the event or the last replay
    tries       integer     not null default 0,
    next_at     timestamptz,
    last_at     timestamptz,
    last_answer integer,
    last_detail text,
    last_millis bigint,
    check ((status = 'pending') = (next_at is not null))
) with (fillfactor = 80);

create index delivery_due on millrace.delivery (webhook_id, next_at) where status = 'pending';
create index delivery_log on millrace.delivery (webhook_id, number);
create index delivery_over on millrace.delivery (at) where status <> 'pending';

-- Every event finds its webhooks in the transaction that stores it, whoever wrote it: also a process of an earlier version.
create function millrace.tell_webhooks() returns trigger
    language plpgsql
    as $$
declare
    told text := case new.type when 'retried' then 'queued' else new.type end;
begin
    insert into millrace.delivery (tenant_id, webhook_id, job_id, event, type, detail, at, next_at)
    select new.tenant_id, webhook.id, new.job_id, new.number, told, new.detail, new.at, millrace.clock()
    from millrace.webhook
    where webhook.tenant_id = new.tenant_id
      and webhook.disabled_at is null
      and told = any (webhook.events)
      and exists (
          select from millrace.job
          where job.tenant_id = new.tenant_id and job.id = new.job_id and job.purpose = 'transcode');
    return null;
end
$$;

create trigger tell_webhooks after insert on millrace.job_event
    for each row execute function millrace.tell_webhooks();
