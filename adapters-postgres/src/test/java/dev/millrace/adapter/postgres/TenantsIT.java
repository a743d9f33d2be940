package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.ProfileCatalog.Condition;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tenants share tables and nothing else.
class TenantsIT {
    private static final TenantId ONE = new TenantId("one");
    private static final TenantId OTHER = new TenantId("other");
    private static final List<String> TABLES = List.of(
            "job",
            "task",
            "share",
            "job_event",
            "lost_attempt",
            "deleted_job",
            "profile",
            "upload",
            "api_key",
            "webhook",
            "delivery");

    private final PostgresFixture fixture = new PostgresFixture();
    private final JobStore jobs = fixture.persistence().jobs();
    private final JobDriver driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void every_table_but_that_of_the_workers_names_the_tenant() {
        String without = fixture.sql().query("""
                        select string_agg(table_name, ',' order by table_name) from information_schema.tables
                        where table_schema = 'millrace' and table_name not in (
                            select table_name from information_schema.columns
                            where table_schema = 'millrace' and column_name = 'tenant_id' and is_nullable = 'NO')
                        """);

        assertThat(without).isEqualTo("schema_history,worker");
    }

    @Test
    void nothing_a_tenant_does_changes_a_row_of_another() {
        Job others = driver.submit(aQueuedJob(OTHER, Priority.NORMAL));
        driver.succeed(driver.claim(aWorker()));
        driver.claim(aWorker());
        driver.claim(aWorker());
        fixture.persistence().profiles().put(OTHER, BuiltInProfiles.WEB, new Condition.Any(), 9);
        String before = digestOf(OTHER);

        Job done = driver.submit(aQueuedJob(ONE, Priority.NORMAL));
        driver.runToEnd(aWorker());
        Job canceled = driver.submit(aQueuedJob(ONE, Priority.NORMAL));
        driver.claim(aWorker());
        jobs.cancel(ONE, canceled.id());
        jobs.retry(ONE, canceled.id());
        jobs.cancel(ONE, canceled.id());
        jobs.delete(ONE, canceled.id());
        jobs.delete(ONE, done.id());
        fixture.persistence().profiles().put(ONE, BuiltInProfiles.WEB, new Condition.Any(), 9);
        fixture.persistence().profiles().delete(ONE, BuiltInProfiles.WEB.name(), new Condition.Any());

        assertThat(digestOf(OTHER)).isEqualTo(before);
        assertThat(jobs.find(OTHER, others.id())).isPresent();
    }

    @Test
    void what_a_tenant_asks_of_another_ones_job_changes_nothing() {
        Job others = driver.submit(aQueuedJob(OTHER, Priority.NORMAL));
        driver.claim(aWorker());
        String before = digestOf(OTHER);

        jobs.cancel(ONE, others.id());
        jobs.retry(ONE, others.id());
        jobs.delete(ONE, others.id());

        assertThat(digestOf(OTHER)).isEqualTo(before);
    }

    /// Changes when any column of any row of the tenant does.
    private String digestOf(TenantId tenant) {
        var digest = new StringBuilder();
        for (String table : TABLES) {
            digest.append(fixture.sql()
                    .query("select coalesce(md5(string_agg(row::text, '' order by row::text)), 'none')"
                            + " from millrace.%s as row where tenant_id = '%s'".formatted(table, tenant)));
            digest.append(' ');
        }
        return digest.toString();
    }
}
