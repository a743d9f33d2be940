package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.postgres.PostgresPersistence;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.TestDatabase;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checker finds what it looks for: rows are spoiled one by one, by hand.
class InvariantsIT {
    private static final String INPUT = NoOpWorkerMain.INPUT.value();

    @TempDir
    static Path scratch;

    private static TestDatabase database;
    private static Set<String> keys;

    /// A job that was completed and one that failed.
    @BeforeAll
    static void work() throws InterruptedException {
        database = PostgresServer.shared().newDatabase();
        MemoryMediaStore media = new MemoryMediaStore();
        media.put(NoOpWorkerMain.INPUT, new byte[] {1});
        ScriptedTools tools = new ScriptedTools(NoOpWorkerMain.LENGTH);
        try (HikariDataSource pool = pool();
                TranscodingEngine engine = TranscodingEngine.builder()
                        .persistence(PostgresPersistence.over(pool))
                        .media(media)
                        .tools(tools)
                        .scratch(scratch)
                        .chunkPolicy(new ChunkPolicy.Even(2, 1, 4))
                        .start()) {
            engine.await(engine.submit(NewJob.of(INPUT).profile("test")), Duration.ofMinutes(1));
            tools.failing(WorkKind.INDEX, new Failure(FailureCode.SOURCE_UNDECODABLE, "It is broken."));
            engine.await(engine.submit(NewJob.of(INPUT).profile("test")), Duration.ofMinutes(1));
        }
        keys = media.keys().stream().map(key -> key.value()).collect(Collectors.toSet());
    }

    @AfterAll
    static void drop() {
        database.drop();
    }

    @Test
    void what_went_well_is_found_well() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Invariants invariants = new Invariants(connection);

            assertThat(invariants.violations()).isEmpty();
            assertThat(invariants.violations(keys, Set.of(INPUT))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every job is over                       | update job set status = 'processing', phase = 'encoding', finished_at = null, outputs = null where status = 'completed'
            histories have no gap                   | delete from job_event where number = 3
            histories have no gap                   | update job set version = version + 1
            histories move as jobs may              | update job_event set type = 'completed' where number = 2
            histories move as jobs may              | insert into job_event select tenant_id, id, version + 1, now(), 'failed', '' from job where status = 'completed'
            a job ends as its history does          | update job_event set type = 'canceled' where type = 'completed'
            each task counts once                   | update job_event set detail = 'probe' where detail = 'index'
            each task counts once                   | insert into job_event select tenant_id, id, version + 1, now(), 'completed', '' from job where status = 'completed'
            a job that is over has nothing to do    | update task set state = 'canceled', product = null where kind = 'stills'
            a job that is over has nothing to do    | update task set state = 'ready', not_before = now(), failure_code = null, failure_sentence = null where state = 'failed'
            a job fails by a task                   | update task set state = 'canceled', failure_code = null, failure_sentence = null where state = 'failed'
            what a task needs was done first        | update task set state = 'canceled', product = null where kind = 'index' and state = 'done'
            attempts stay within their bounds       | update task set attempts = 9
            attempts stay within their bounds       | update task set interruptions = 6
            attempts stay within their bounds       | update task set settled_epoch = settled_epoch - 1 where state = 'done'
            twins end with their tasks              | update task set twin_epoch = 2, twin_worker_id = attempt_worker_id, twin_started_at = now(), twin_lease_until = now(), twin_progress = 0 where kind = 'encode_chunk' and state = 'done'
            twins end with their tasks              | update task set twin_epoch = epoch where state = 'done'
            twins end with their tasks              | update task set twin_epoch = 2 where kind = 'publish'
            jobs count their tasks                  | update job set ready = 1
            jobs count their tasks                  | update job set weight_done = weight_done - 1
            one master is published                 | update task set epoch = 2, settled_epoch = 2 where kind = 'publish'
            one master is published                 | update job set outputs = jsonb_set(outputs, '{value}', jsonb_build_array(outputs -> 'value' -> 0, outputs -> 'value' -> 0)) where outputs is not null
            """)
    void what_went_wrong_with_rows_is_told(String rule, String spoil) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local search_path = millrace");
                assertThat(statement.executeUpdate(spoil)).isPositive();
            }

            assertThat(new Invariants(connection).violations()).anyMatch(told -> told.startsWith(rule));
            connection.rollback();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "everything lies below its tenant, film.mp4",
        "everything lies below its tenant, t/default/film.mp4",
        "objects belong to attempts that count, t/default/jobs/0190a0a0-0000-7000-8000-000000000000/index/e1/a.m4s"
    })
    void an_object_that_must_not_be_there_is_told(String rule, String key) throws SQLException {
        Set<String> more = new HashSet<>(keys);
        more.add(key);

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(new Invariants(connection).violations(more, Set.of(INPUT)))
                    .singleElement()
                    .asString()
                    .startsWith(rule)
                    .endsWith(key);
        }
    }

    @Test
    void a_late_write_is_told_although_its_job_is_well() throws SQLException {
        Set<String> more = new HashSet<>(keys);
        String segment =
                keys.stream().filter(key -> key.contains("/e1/")).findFirst().orElseThrow();
        more.add(segment.replace("/e1/", "/e7/"));

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(new Invariants(connection).violations(more, Set.of(INPUT)))
                    .singleElement()
                    .asString()
                    .startsWith("objects belong to attempts that count");
        }
    }

    @Test
    void an_object_that_is_missing_is_told() throws SQLException {
        Set<String> fewer = new HashSet<>(keys);
        String lost =
                keys.stream().filter(key -> key.endsWith(".m4s")).findFirst().orElseThrow();
        fewer.remove(lost);

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(new Invariants(connection).violations(fewer, Set.of(INPUT)))
                    .singleElement()
                    .asString()
                    .startsWith("what rows name is stored")
                    .endsWith(lost);
        }
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }
}
