-- What people see of a worker. The previous version goes on to write `running`, which is now read from the tasks.
alter table millrace.worker
    add column version text not null default '',
    add column state   text not null default 'working' check (state in ('working', 'draining', 'drained')),
    alter column running set default '{"schema_version": 1, "value": []}';

-- What waits in a class, the oldest jobs first.
create index job_waiting on millrace.job (class, id) where ready > 0;
