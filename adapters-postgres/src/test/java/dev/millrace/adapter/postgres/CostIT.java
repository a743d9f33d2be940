package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.application.port.QueueLoad;
import io.micronaut.data.annotation.Query;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How many pages of 8 KiB a query touches when there are many jobs. Unlike times, these are the same on every machine.
class CostIT {
    private static final int JOBS = 60_000;
    private static final String FIRST_PAGE = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    /// A page of 51 jobs is 51 rows, 51 looks at their running tasks of a few pages each, and the way to the first.
    private static final long A_PAGE = 500;

    /// Three tenants, one job, its twenty tasks, and the indices of what is changed.
    private static final long CLAIM = 400;

    private static PostgresFixture fixture;

    @BeforeAll
    static void crowd() {
        fixture = new PostgresFixture();
        var crowd = new Crowd(fixture.sql());
        crowd.finished("small", "completed", 3);
        crowd.finished("big", "failed", 2);
        crowd.finished("big", "completed", JOBS);
        crowd.busy(3, 2000, 10);
        crowd.encoding(2, 40);
        crowd.settle();
        assertThat(Long.parseLong(fixture.sql().query("select relpages from pg_class where relname = 'job'")))
                .isGreaterThan(10 * A_PAGE);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void every_page_of_a_listing_costs_the_same() {
        String deep = fixture.sql()
                .query("select id from millrace.job where tenant_id = 'big' order by id limit 1 offset 100");

        long first = pages(JobRepository.class, "newest", Map.of("tenant", "big", "before", FIRST_PAGE, "max", "51"));
        long last = pages(JobRepository.class, "newest", Map.of("tenant", "big", "before", deep, "max", "51"));

        assertThat(first).isLessThan(A_PAGE);
        assertThat(last).isLessThan(A_PAGE);
    }

    @Test
    void a_tenant_with_few_jobs_does_not_pay_for_the_others() {
        long pages = pages(JobRepository.class, "newest", Map.of("tenant", "small", "before", FIRST_PAGE, "max", "51"));

        assertThat(pages).isLessThan(50);
    }

    @Test
    void a_status_that_few_jobs_have_is_found_without_looking_at_the_others() {
        long few = pages(
                JobRepository.class,
                "newestWith",
                Map.of("tenant", "big", "status", "failed", "before", FIRST_PAGE, "max", "51"));
        long none = pages(
                JobRepository.class,
                "newestWith",
                Map.of("tenant", "big", "status", "canceled", "before", FIRST_PAGE, "max", "51"));
        long many = pages(
                JobRepository.class,
                "newestWith",
                Map.of("tenant", "big", "status", "completed", "before", FIRST_PAGE, "max", "51"));

        assertThat(few).isLessThan(50);
        assertThat(none).isLessThan(50);
        assertThat(many).isLessThan(A_PAGE);
    }

    @Test
    void a_claim_does_not_look_at_all_that_is_ready() {
        String claim = """
                select * from millrace.claim(gen_random_uuid(), interval '15 seconds', '{stills,encode_chunk}',
                    '{encoding,encoding}', '{probing,indexing,encoding,publishing}', 'x264-test', '{}', %s, 1, now(), %s)
                """;

        assertThat(pages(claim.formatted("false", "null"))).isLessThan(CLAIM);
        assertThat(pages(claim.formatted("true", "null"))).isLessThan(CLAIM);
        assertThat(pages(claim.formatted("false", "100"))).isLessThan(CLAIM);
    }

    @Test
    void settling_a_task_costs_the_same_in_a_crowd() {
        String job = fixture.sql().query("select id from millrace.job where tenant_id = 'busy-1' order by id limit 1");

        assertThat(pages(
                        "select millrace.settle('%s', 'probe', 1, gen_random_uuid(), '{}', null, null, null, null, '{}', now())"
                                .formatted(job)))
                .isLessThan(CLAIM);
    }

    @Test
    void a_worker_without_work_does_not_look_at_chunks_that_began_just_now() {
        long began = pages(TaskRepository.class, "slow", slowFor("15000"));
        long slow = pages(TaskRepository.class, "slow", slowFor("0"));

        assertThat(began).isLessThan(20);
        assertThat(slow).isBetween(30L, 20 * 30L);
    }

    private static Map<String, String> slowFor(String millis) {
        return Map.of("worker", FIRST_PAGE, "build", "x264-test", "millis", millis, "max", "20");
    }

    @Test
    void what_waits_is_counted_up_to_a_bound_and_no_further() {
        long few = pages(TaskRepository.class, "load", Map.of("most", "100"));
        long more = pages(TaskRepository.class, "load", Map.of("most", "1000"));

        assertThat(few).isLessThan(200);
        assertThat(more).isLessThan(2000);
        assertThat(fixture.persistence().tasks().queue())
                .extracting(QueueLoad::ready)
                .containsExactly(0L, (long) QueueLoad.MOST, 0L);
    }

    @Test
    void sweeps_look_only_at_what_they_sweep() {
        assertThat(pages(TaskRepository.class, "late", Map.of("max", "100"))).isLessThan(20);
        assertThat(pages(TaskRepository.class, "toRing", Map.of("max", "100"))).isLessThan(20);
        assertThat(pages(GarbageRepository.class, "lost", Map.of("max", "100", "ageMillis", "30000")))
                .isLessThan(20);
    }

    /// Runs a repository's query as it is written, and takes it back.
    private static long pages(Class<?> repository, String method, Map<String, String> values) {
        String sql = Arrays.stream(repository.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .map(found -> found.getAnnotation(Query.class).value())
                .findFirst()
                .orElseThrow();
        for (Map.Entry<String, String> value : values.entrySet()) {
            sql = sql.replaceAll("(?<!:):" + value.getKey() + "\\b", "'" + value.getValue() + "'");
        }
        return pages(sql);
    }

    private static long pages(String sql) {
        String plan = fixture.sql().queryAndRollBack("explain (analyze, buffers, format json) " + sql);
        try {
            JsonNode root = new ObjectMapper().readTree(plan).path(0).path("Plan");
            return root.path("Shared Hit Blocks").asLong()
                    + root.path("Shared Read Blocks").asLong();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
