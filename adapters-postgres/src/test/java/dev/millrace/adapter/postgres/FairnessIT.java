package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is served when there is more to do than there are workers.
class FairnessIT {
    private static final TenantId ONE = new TenantId("one");
    private static final TenantId OTHER = new TenantId("other");
    private static final TenantId THIRD = new TenantId("third");

    private final PostgresFixture fixture = new PostgresFixture();
    private final JobDriver driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void jobs_of_a_tenant_take_turns() {
        JobId first = aBusyJob(ONE, Priority.NORMAL);
        JobId second = aBusyJob(ONE, Priority.NORMAL);
        JobId third = aBusyJob(ONE, Priority.NORMAL);

        List<JobId> served = claim(9, Job::id);

        assertThat(List.of(first, second, third))
                .allSatisfy(
                        job -> assertThat(Collections.frequency(served, job)).isEqualTo(3));
    }

    @Test
    void a_newcomer_takes_turns_and_does_not_catch_up_with_what_others_had_before_it_came() {
        JobId first = aBusyJob(ONE, Priority.NORMAL);
        claim(10, Job::id);
        JobId newcomer = aBusyJob(ONE, Priority.NORMAL);

        List<JobId> served = claim(8, Job::id);

        assertThat(Collections.frequency(served, first)).isEqualTo(4);
        assertThat(Collections.frequency(served, newcomer)).isEqualTo(4);
    }

    @Test
    void a_tenant_that_comes_later_takes_turns_and_does_not_catch_up_either() {
        aBusyJob(ONE, Priority.NORMAL);
        claim(10, Job::tenant);
        aBusyJob(OTHER, Priority.NORMAL);

        List<TenantId> served = claim(8, Job::tenant);

        assertThat(Collections.frequency(served, ONE)).isEqualTo(4);
        assertThat(Collections.frequency(served, OTHER)).isEqualTo(4);
    }

    @Test
    void a_tenant_that_had_nothing_to_do_for_long_goes_on_beside_the_others() {
        Job idle = driver.submit(aQueuedJob(ONE, Priority.NORMAL));
        driver.claim(aWorker());
        aBusyJob(OTHER, Priority.NORMAL);
        claim(12, Job::tenant);
        ReadyTasks.only(fixture.sql(), idle, 30);

        List<TenantId> served = claim(9, Job::tenant);

        assertThat(Collections.frequency(served, ONE)).isBetween(4, 5);
    }

    @Test
    void a_job_that_had_nothing_to_offer_for_long_goes_on_beside_the_others() {
        Job idle = driver.submit(aQueuedJob(ONE, Priority.NORMAL));
        driver.claim(aWorker());
        aBusyJob(ONE, Priority.NORMAL);
        claim(12, Job::id);
        ReadyTasks.only(fixture.sql(), idle, 30);

        List<JobId> served = claim(9, Job::id);

        assertThat(Collections.frequency(served, idle.id())).isBetween(4, 5);
    }

    @Test
    void a_tenant_with_many_jobs_has_no_more_than_one_with_a_single_job() {
        for (int i = 0; i < 5; i++) {
            aBusyJob(ONE, Priority.NORMAL);
        }
        aBusyJob(OTHER, Priority.NORMAL);
        aBusyJob(THIRD, Priority.NORMAL);

        List<TenantId> served = claim(12, Job::tenant);

        assertThat(List.of(ONE, OTHER, THIRD))
                .allSatisfy(tenant ->
                        assertThat(Collections.frequency(served, tenant)).isEqualTo(4));
    }

    @Test
    void the_database_and_the_domain_agree_on_the_class_of_every_priority() {
        for (int priority = 0; priority <= 100; priority++) {
            driver.submit(aQueuedJob(ONE, new Priority(priority)));
        }

        String stored = fixture.sql()
                .query("select string_agg(priority || ' ' || class, ',' order by priority) from millrace.job");

        assertThat(stored)
                .isEqualTo(IntStream.rangeClosed(0, 100)
                        .mapToObj(priority -> priority + " "
                                + new Priority(priority).priorityClass().word())
                        .collect(Collectors.joining(",")));
    }

    @Test
    void every_eighth_claim_serves_the_lowest_class_that_has_work() {
        aBusyJob(ONE, new Priority(100));
        aBusyJob(ONE, new Priority(50));
        aBusyJob(OTHER, new Priority(0));

        List<PriorityClass> served = claim(16, job -> job.priority().priorityClass());

        assertThat(Collections.frequency(served, PriorityClass.LOW)).isEqualTo(2);
        assertThat(Collections.frequency(served, PriorityClass.HIGH)).isEqualTo(14);
    }

    @Test
    void a_worker_that_found_nothing_has_not_used_up_a_turn() {
        for (int i = 0; i < 20; i++) {
            assertThat(fixture.persistence().tasks().claim(aWorker(), JobDriver.LEASE))
                    .isEmpty();
        }
        aBusyJob(ONE, new Priority(100));
        aBusyJob(ONE, new Priority(0));

        List<PriorityClass> served = claim(8, job -> job.priority().priorityClass());

        assertThat(served.indexOf(PriorityClass.LOW)).isEqualTo(7);
    }

    private JobId aBusyJob(TenantId tenant, Priority priority) {
        Job job = driver.submit(aQueuedJob(tenant, priority));
        ReadyTasks.only(fixture.sql(), job, 30);
        return job.id();
    }

    private <T> List<T> claim(int times, Function<Job, T> what) {
        List<T> served = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            served.add(what.apply(driver.claim(aWorker()).job()));
        }
        return served;
    }
}
