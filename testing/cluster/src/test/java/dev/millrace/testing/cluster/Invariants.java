package dev.millrace.testing.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What must be true of the rows, the histories and the objects, whatever happened to the processes.
///
/// It reads tables and keys alone, so that a fault of Millrace's own reading can't hide one of its writing.
///
/// @param connection to the database, with all jobs over
record Invariants(Connection connection) {
    private static final Pattern OF_A_JOB = Pattern.compile("t/([^/]+)/jobs/([^/]+)/([^/]+)/e(\\d+)/.+");

    /// Each query tells of rows that must not be there.
    private static final Map<String, String> RULES = rules();

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("every job is over", """
                select id || ' is ' || status from millrace.job
                where status not in ('completed', 'failed', 'canceled')
                """);
        rules.put("histories have no gap", """
                select id || ' has ' || count(number) || ' events up to ' || coalesce(max(number), 0)
                       || ' and version ' || version
                from millrace.job left join millrace.job_event on job_id = id
                group by id
                having count(number) <> version or coalesce(max(number), 0) <> version or coalesce(min(number), 0) <> 1
                """);
        rules.put("histories move as jobs may", """
                select job_id || ': ' || coalesce(before, 'nothing') || ', then ' || type
                from (select job_id, type, lag(type) over (partition by job_id order by number) as before
                      from millrace.job_event) as move
                where not case coalesce(before, '')
                    when '' then type = 'queued'
                    when 'queued' then type in ('started', 'canceled')
                    when 'started' then type in ('progressed', 'completed', 'failed', 'canceled')
                    when 'progressed' then type in ('progressed', 'completed', 'failed', 'canceled')
                    when 'failed' then type = 'retried'
                    when 'canceled' then type = 'retried'
                    when 'retried' then type in ('started', 'canceled')
                    else false end
                """);
        rules.put("a job ends as its history does", """
                select id || ' is ' || status || ' after ' || coalesce(type, 'nothing')
                from millrace.job left join millrace.job_event on job_id = id and number = version
                where status is distinct from type
                """);
        rules.put("each task counts once", """
                select task.job_id || ' ' || name || ' is ' || state || ' and was told of ' || count(number) || ' times'
                from millrace.task
                left join millrace.job_event
                  on job_event.job_id = task.job_id
                 and (type = 'progressed' and detail = name or type = 'completed' and kind = 'publish')
                group by task.job_id, name, state
                having count(number) <> case state when 'done' then 1 else 0 end
                """);
        rules.put("a job that is over has nothing to do", """
                select job_id || ' ' || name || ' is ' || state from millrace.task join millrace.job on id = job_id
                where status in ('completed', 'failed', 'canceled') and state in ('waiting', 'ready', 'running')
                   or status = 'completed' and state <> 'done'
                """);
        rules.put("a job fails by a task", """
                select id || ' failed without one' from millrace.job
                where status = 'failed'
                  and not exists (select from millrace.task where job_id = id and state = 'failed')
                """);
        rules.put("what a task needs was done first", """
                select task.job_id || ' ' || task.name || ' is ' || task.state || ' without ' || needed
                from millrace.task cross join lateral unnest(needs) as needed
                where state in ('ready', 'running', 'done')
                  and not exists (select from millrace.task as other
                                  where other.job_id = task.job_id and other.name = needed and other.state = 'done')
                """);
        rules.put("attempts stay within their bounds", """
                select job_id || ' ' || name || ': ' || attempts || ' attempts, ' || interruptions || ' interruptions, '
                       || 'epoch ' || epoch || ', settled by ' || settled_epoch
                from millrace.task
                where attempts not between 0 and 8 or interruptions not between 0 and 5 or settled_epoch > epoch
                   or epoch < attempts + interruptions + case when state in ('running', 'done') then 1 else 0 end
                   or state = 'done' and settled_epoch <> epoch
                   or failure_code = 'task_kept_dying' and interruptions <> 5
                """);
        rules.put("twins end with their tasks, and had epochs of their own", """
                select job_id || ' ' || name || ' is ' || state || ' under epoch ' || epoch || ', its twin under ' || twin_epoch
                       || coalesce(' is with ' || twin_worker_id, '')
                from millrace.task
                where state <> 'running' and twin_worker_id is not null
                   or twin_epoch <> 0 and twin_epoch = epoch
                   or state = 'done' and kind <> 'encode_chunk' and twin_epoch <> 0
                """);
        rules.put("jobs count their tasks", """
                select id || ': ' || job.ready || ' ready, weights ' || job.weight_done || ' of ' || job.weight
                from millrace.job
                cross join lateral (
                    select count(*) filter (where state = 'ready' and not job.paused) as ready, sum(weight) as weight,
                           coalesce(sum(weight) filter (where state = 'done'), 0) as weight_done
                    from millrace.task where job_id = id) as counted
                where (job.ready, job.weight, job.weight_done)
                      is distinct from (counted.ready, counted.weight, counted.weight_done)
                """);
        rules.put("one master is published, by the attempt that counts", """
                select id || ': ' || coalesce(masters.keys, 'none') from millrace.job
                cross join lateral (
                    select string_agg(master ->> 0, ', ') as keys
                    from jsonb_path_query(outputs, '$.value[*] ? (@.kind == "hls_master").file.key') as master) as masters
                where status = 'completed' and jsonb_path_exists(profile, '$.value.deliveries[*] ? (@ == "hls")')
                  and masters.keys is distinct from (
                      select 't/' || task.tenant_id || '/jobs/' || id || '/publish/e' || settled_epoch || '/hls/master.m3u8'
                      from millrace.task where job_id = id and kind = 'publish')
                """);
        return rules;
    }

    /// What is wrong with the rows; nothing when all is well.
    List<String> violations() throws SQLException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> rule : RULES.entrySet()) {
            texts(rule.getValue()).forEach(row -> found.add(rule.getKey() + ", but " + row));
        }
        return found;
    }

    /// What is wrong with the objects, after the collector was here.
    ///
    /// @param keys of all objects there are
    /// @param sources that were put there by hand
    List<String> violations(Set<String> keys, Set<String> sources) throws SQLException {
        List<String> found = new ArrayList<>();
        Set<String> winners = Set.copyOf(texts("""
                select tenant_id || ' ' || job_id || ' ' || name || ' ' || settled_epoch from millrace.task
                where state = 'done'
                """));
        Set<String> own = new HashSet<>(sources);
        own.addAll(texts("select object_key from millrace.upload where status = 'completed'"));
        for (String key : keys) {
            Matcher job = OF_A_JOB.matcher(key);
            if (job.matches()) {
                String attempt = String.join(" ", job.group(1), job.group(2), job.group(3), job.group(4));
                if (!winners.contains(attempt)) {
                    found.add("objects belong to attempts that count, but there is " + key);
                }
            } else if (!own.contains(key)) {
                found.add("everything lies below its tenant, but there is " + key);
            }
        }
        texts("""
                select jsonb_path_query(product, 'strict $.**.key') ->> 0 from millrace.task where state = 'done'
                union select jsonb_path_query(outputs, 'strict $.**.key') ->> 0 from millrace.job
                """).stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> found.add("what rows name is stored, but there is no " + key));
        return found;
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
