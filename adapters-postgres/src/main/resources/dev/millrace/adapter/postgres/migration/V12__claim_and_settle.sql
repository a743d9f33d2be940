-- What every task does once and again, each in one call: the statements within keep their plans for as long as the
-- session lasts, whoever uses it, and nobody has to be asked seven things in turn.
--
-- Each is a transaction by itself, so that no process holds a lock while it is on its way to say that it is done: all
-- claims of a tenant meet in one row.
-- Processes of the previous version go on to call them, so a later migration may replace them only by something that
-- keeps its promise to those, and else makes new ones beside them.

-- Gives a worker a task: whose turn it is, then which job, then which task. docs/database.md tells the order of locks.
--
-- claimant     the worker
-- kinds        what it can do, and phases which phase of the job each of these belongs to
-- phase_order  the phases, the first one first
-- build        its build of the encoders
-- passed       jobs that it has tried and wants to pass by
-- waits        whether to wait for a job that somebody else holds
-- reads        the latest version of stored documents that it can read
-- moment       what the worker's process thinks the time is, for the job's history
-- most         tasks of one tenant that may run at once; null: any number
--
-- No row: nothing for this worker. A row without a task: nothing was changed, because the job has nothing for this worker
-- any more, or only something that needs the version of documents that is told.
create function millrace.claim(
    claimant uuid, lease interval, kinds text[], phases text[], phase_order text[], build text,
    passed uuid[], waits boolean, reads integer, moment timestamptz, most integer)
    returns table (job millrace.job, weight_running double precision, task millrace.task, inputs jsonb, newest integer)
    language plpgsql as
$$
declare
    turn    bigint;
    share   millrace.share;
    chosen  millrace.job;
    taken   millrace.task;
    needed  jsonb;
    version integer;
    begins  boolean;
    reached text;
begin
    perform set_config('lock_timeout', '5s', true);

    -- A claim that finds nothing has no number.
    select nextval('millrace.claim_turn') into turn where exists (select from millrace.job as any_job where any_job.ready > 0);
    if turn is null then
        return;
    end if;

    -- Claims that count what runs go one after the other, or two would both take the last place.
    if most is not null then
        perform pg_advisory_xact_lock(hashtext('millrace.claim'));
    end if;

    -- High before normal before low, every eighth time the other way round; then the tenant that was served least.
    for share in
        select * from millrace.share as waiting
        where exists (
            select from millrace.job as ready_job
            where ready_job.tenant_id = waiting.tenant_id and ready_job.class = waiting.class and ready_job.ready > 0
            offset 0)
          and (most is null or most > (
            select count(*) + count(running.twin_worker_id) from millrace.task as running
            where running.tenant_id = waiting.tenant_id and running.state = 'running'))
        order by array_position(case turn % 8 when 0 then array['low', 'normal', 'high']
                                              else array['high', 'normal', 'low'] end, waiting.class),
                 waiting.served, waiting.tenant_id
    loop
        -- Its least served job with a task for this worker. `offset 0` keeps the planner from joining it with all tasks.
        -- Twice the same query, for whether to wait is no parameter of one.
        if waits then
            select * into chosen from millrace.job as ready_job
            where ready_job.tenant_id = share.tenant_id and ready_job.class = share.class and ready_job.ready > 0
              and ready_job.id <> all (passed)
              and exists (
                select from millrace.task as ready_task
                where ready_task.tenant_id = share.tenant_id and ready_task.job_id = ready_job.id
                  and ready_task.state = 'ready' and ready_task.not_before <= millrace.clock()
                  and ready_task.kind = any (kinds)
                  and (ready_task.kind <> 'encode_chunk' or ready_job.encoder is null or ready_job.encoder = build)
                offset 0)
            order by ready_job.served, ready_job.id
            limit 1
            for update of ready_job;
        else
            select * into chosen from millrace.job as ready_job
            where ready_job.tenant_id = share.tenant_id and ready_job.class = share.class and ready_job.ready > 0
              and ready_job.id <> all (passed)
              and exists (
                select from millrace.task as ready_task
                where ready_task.tenant_id = share.tenant_id and ready_task.job_id = ready_job.id
                  and ready_task.state = 'ready' and ready_task.not_before <= millrace.clock()
                  and ready_task.kind = any (kinds)
                  and (ready_task.kind <> 'encode_chunk' or ready_job.encoder is null or ready_job.encoder = build)
                offset 0)
            order by ready_job.served, ready_job.id
            limit 1
            for update of ready_job skip locked;
        end if;
        exit when found;
    end loop;
    if chosen.id is null then
        return;
    end if;

    -- The job was chosen by a look from before it was locked; its tasks are looked at again now that nobody else can
    -- change them. Chunks of one job come from one build of the encoder.
    select * into taken from millrace.task as ready_task
    where ready_task.tenant_id = chosen.tenant_id and ready_task.job_id = chosen.id
      and ready_task.state = 'ready' and ready_task.not_before <= millrace.clock()
      and ready_task.kind = any (kinds)
      and (ready_task.kind <> 'encode_chunk' or chosen.encoder is null or chosen.encoder = build)
    order by ready_task.rank, ready_task.name
    limit 1;
    if not found then
        return query select chosen, 0::double precision, null::millrace.task, null::jsonb, 0;
        return;
    end if;

    -- What a later version wrote is left to workers of that version.
    version := greatest((chosen.profile ->> 'schema_version')::integer, (chosen.source ->> 'schema_version')::integer,
                        (chosen.plan ->> 'schema_version')::integer, (taken.work ->> 'schema_version')::integer);
    if cardinality(taken.needs) > 0 then
        select jsonb_object_agg(done.name, done.product),
               greatest(version, max((done.product ->> 'schema_version')::integer))
        into needed, version
        from millrace.task as done
        where done.tenant_id = chosen.tenant_id and done.job_id = chosen.id and done.name = any (taken.needs);
    end if;
    if version > reads then
        return query select chosen, 0::double precision, null::millrace.task, null::jsonb, version;
        return;
    end if;

    update millrace.task as given
    set state = 'running', epoch = greatest(given.epoch, given.twin_epoch) + 1, worker_id = claimant, progress = 0,
        not_before = null,
        twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null,
        attempt_worker_id = claimant, attempt_started_at = millrace.clock(), attempt_finished_at = null,
        lease_until = millrace.clock() + lease
    where given.tenant_id = chosen.tenant_id and given.job_id = chosen.id and given.name = taken.name
    returning given.* into taken;

    -- One that had nothing to offer for long goes on beside those that waited. A phase never goes back.
    begins := chosen.status = 'queued';
    reached := phases[array_position(kinds, taken.kind)];
    if not begins and array_position(phase_order, chosen.phase) > array_position(phase_order, reached) then
        reached := chosen.phase;
    end if;
    update millrace.job as served_job
    set served = greatest(served_job.served + 1, (
            select min(other.served) from millrace.job as other
            where other.tenant_id = chosen.tenant_id and other.class = chosen.class and other.ready > 0
              and other.id <> chosen.id)),
        ready = served_job.ready - 1,
        status = 'processing', phase = reached, started_at = coalesce(served_job.started_at, moment),
        encoder = case taken.kind when 'encode_chunk' then build else served_job.encoder end,
        version = served_job.version + case when begins then 1 else 0 end
    where served_job.tenant_id = chosen.tenant_id and served_job.id = chosen.id
      and served_job.status in ('queued', 'processing')
    returning served_job.* into chosen;
    if not found then
        raise 'a task of a job that is over was ready';
    end if;
    if begins then
        insert into millrace.job_event (tenant_id, job_id, number, at, type, detail)
        values (chosen.tenant_id, chosen.id, chosen.version, moment, 'started', '');
    end if;

    -- Last, because all claims of the tenant meet here.
    update millrace.share as counted
    set served = greatest(counted.served + 1, (
        select min(other.served) from millrace.share as other
        where other.class = share.class and other.tenant_id <> share.tenant_id
          and exists (
            select from millrace.job as ready_job
            where ready_job.tenant_id = other.tenant_id and ready_job.class = other.class and ready_job.ready > 0
            offset 0)))
    where counted.tenant_id = share.tenant_id and counted.class = share.class;

    return query
    select chosen,
           (select coalesce(sum(running.weight * running.progress), 0) from millrace.task as running
            where running.tenant_id = chosen.tenant_id and running.job_id = chosen.id and running.state = 'running'),
           taken, needed, version;
end
$$;

-- Ends an attempt that worked, a twin or another, and with it the other one if there were two. Answers how many tasks became
-- ready by that, for which the caller rings. Null: nothing was changed, because the attempt does not hold its task any more,
-- or ended it before.
--
-- held, holder  the lease: epoch and worker
-- made          the product
-- probed        the source, when it was the task's to find out
-- planned       the plan from now on, with the tasks that are added: a JSON array of objects with the columns' names; one
--               whose name exists already is left as it is
-- published     the outputs, when the job is complete by it
-- nothing       the outputs of a job that has none
-- moment        what the worker's process thinks the time is, for the job's history
create function millrace.settle(
    settled_job uuid, settled_task text, held bigint, holder uuid, made jsonb,
    probed jsonb, planned jsonb, added jsonb, published jsonb, nothing jsonb, moment timestamptz)
    returns integer
    language plpgsql as
$$
declare
    owner     millrace.job;
    done      millrace.task;
    offered   integer;
    more      integer := 0;
    heavier   bigint  := 0;
    last      boolean := false;
    complete  boolean;
begin
    perform set_config('lock_timeout', '5s', true);

    select * into owner from millrace.job as leased where leased.id = settled_job for update;
    if owner.status is distinct from 'processing' then
        return null;
    end if;
    update millrace.task as ended
    set state = 'done', product = made, settled_epoch = held,
        epoch = held, twin_epoch = case ended.epoch when held then ended.twin_epoch else ended.epoch end,
        attempt_worker_id = case ended.epoch when held then ended.attempt_worker_id else holder end,
        attempt_started_at = case ended.epoch when held then ended.attempt_started_at else ended.twin_started_at end,
        worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock()
    where ended.tenant_id = owner.tenant_id and ended.job_id = owner.id and ended.name = settled_task
      and ended.state = 'running'
      and (ended.epoch = held and ended.worker_id = holder
           or ended.twin_epoch = held and ended.twin_worker_id = holder)
    returning ended.* into done;
    if done.name is null then
        return null;
    end if;

    -- There were two, and the other one's lease is void.
    if done.twin_worker_id is not null then
        insert into millrace.lost_attempt (tenant_id, job_id, task_name, epoch, over_at)
        values (owner.tenant_id, owner.id, done.name, done.twin_epoch, millrace.clock());
        update millrace.task as alone
        set twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null
        where alone.tenant_id = owner.tenant_id and alone.job_id = owner.id and alone.name = done.name;
    end if;

    -- Tasks that waited for this one wait for one less.
    with met as (
        update millrace.task as waiting
        set unmet = waiting.unmet - 1,
            state = case waiting.unmet when 1 then 'ready' else 'waiting' end,
            not_before = case waiting.unmet when 1 then millrace.clock() end,
            rung_at = case waiting.unmet when 1 then millrace.clock() end
        where waiting.tenant_id = owner.tenant_id and waiting.job_id = owner.id
          and waiting.state = 'waiting' and done.name = any (waiting.needs)
        returning waiting.state)
    select count(*) filter (where met.state = 'ready') into offered from met;

    -- Those whose needs are all done, and whose part of the source has arrived, are ready. Few tasks add any.
    if added is not null then
        with fresh as (
            insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight, source_bytes,
                                       unmet, state, not_before, rung_at)
            select owner.tenant_id, owner.id, each.name, each.kind, each.work, each.needs, each.rank, each.weight,
                   each.source_bytes, waits.unmet,
                   case waits.unmet when 0 then 'ready' else 'waiting' end,
                   case waits.unmet when 0 then millrace.clock() end,
                   case waits.unmet when 0 then millrace.clock() end
            from jsonb_to_recordset(added) as each (
                name text, kind text, work jsonb, needs text[], rank integer, weight bigint, source_bytes bigint)
            cross join lateral (
                select cardinality(each.needs) - count(*)
                       + case when owner.arrived < each.source_bytes then 1 else 0 end as unmet
                from millrace.task as needed
                where needed.tenant_id = owner.tenant_id and needed.job_id = owner.id
                  and needed.name = any (each.needs) and needed.state = 'done') as waits
            on conflict (job_id, name) do nothing
            returning task.state, task.kind, task.weight)
        select count(*) filter (where fresh.state = 'ready'), coalesce(sum(fresh.weight), 0),
               coalesce(bool_or(fresh.kind = 'publish'), false)
        into more, heavier, last from fresh;
    end if;

    -- What becomes ready of a paused job is not offered.
    offered := case when owner.paused then 0 else offered + more end;
    complete := published is not null or owner.purpose = 'inspect';
    update millrace.job as counted
    set source = coalesce(probed, counted.source), plan = coalesce(planned, counted.plan),
        ready = counted.ready + offered, weight = counted.weight + heavier,
        weight_done = counted.weight_done + done.weight,
        graph_complete = counted.graph_complete or last,
        version = counted.version + 1,
        status = case when complete then 'completed' else 'processing' end,
        phase = case when complete then null else counted.phase end,
        finished_at = case when complete then moment end,
        outputs = case when complete then coalesce(published, nothing) end,
        paused = counted.paused and not complete
    where counted.tenant_id = owner.tenant_id and counted.id = owner.id;
    insert into millrace.job_event (tenant_id, job_id, number, at, type, detail)
    values (owner.tenant_id, owner.id, owner.version + 1, moment,
            case when complete then 'completed' else 'progressed' end, case when complete then '' else done.name end);
    return offered;
end
$$;
