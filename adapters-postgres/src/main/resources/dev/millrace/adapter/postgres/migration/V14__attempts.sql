-- How attempts went, for people who ask why. Nothing depends on it.

-- It refers to its job in no way that the database would see to: that would lock the job's row, and workers pass by jobs
-- whose rows are locked.
create table millrace.attempt (
    tenant_id        text        not null,
    job_id           uuid        not null,
    task_name        text        not null,
    epoch            bigint      not null,
    worker_id        uuid        not null,
    started_at       timestamptz not null,
    finished_at      timestamptz not null,
    result           text        not null,
    failure_code     text,
    failure_sentence text,
    log              text        not null,
    primary key (job_id, task_name, epoch),
    check ((failure_code is null) = (failure_sentence is null))
);

create function millrace.forget_attempts() returns trigger
    language plpgsql
    as $$
begin
    if tg_table_name = 'job' then
        delete from millrace.attempt where tenant_id = old.tenant_id and job_id = old.id;
    else
        delete from millrace.attempt where tenant_id = old.tenant_id and job_id = old.job_id;
    end if;
    return null;
end
$$;

create trigger forget_attempts after delete on millrace.job
    for each row execute function millrace.forget_attempts();

-- Once more when the tombstone goes: a worker may have told of an attempt while the job was being deleted.
create trigger forget_attempts after delete on millrace.deleted_job
    for each row execute function millrace.forget_attempts();
