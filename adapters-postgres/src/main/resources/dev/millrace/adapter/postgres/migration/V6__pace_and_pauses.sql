-- How many seconds of estimated work one of a worker's slots does in a second; null until it has encoded a chunk.
alter table millrace.worker
    add column pace double precision check (pace > 0);

-- A paused job counts no task as ready, so that no claim finds it, nor has to step over it.
alter table millrace.job
    add column paused boolean not null default false;

-- As millrace.settle, but for a paused job, which is looked at more closely: what becomes ready is not offered.
create function millrace.settle_2(
    settled_job uuid, settled_task text, held bigint, holder uuid, made jsonb, moment timestamptz)
    returns integer
    language plpgsql as
$$
begin
    perform set_config('lock_timeout', '5s', true);
    if (select leased.paused from millrace.job as leased where leased.id = settled_job for update) then
        return null;
    end if;
    return millrace.settle(settled_job, settled_task, held, holder, made, moment);
end
$$;
