package dev.millrace.application.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.intThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Expired;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.work.RetryPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.mockito.junit.jupiter.MockitoSettings;
import org.mockito.quality.Strictness;

@ExtendWith(MockitoExtension.class)
@MockitoSettings(strictness = Strictness.LENIENT)
class ExpireSweepTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Mock
    private TaskStore tasks;

    @Mock
    private Announcer announcer;

    @Mock
    private Clock clock;

    private ExpireSweep sweep;

    @BeforeEach
    void create() {
        at(0);
        when(tasks.expire(anyInt(), any(), any())).thenReturn(new Expired(0, List.of()));
        sweep = new ExpireSweep(tasks, announcer, RetryPolicy.STANDARD, LEASE, clock);
    }

    @Test
    void leases_expire_while_the_store_is_reached() {
        at(2);

        sweep.run();

        verify(tasks).expire(intThat(max -> max > 0), eq(LEASE), any());
    }

    @Test
    void nothing_expires_within_one_lease_after_an_outage() {
        when(tasks.expire(anyInt(), any(), any()))
                .thenThrow(new PersistenceUnavailable("away", new IOException("cut off")))
                .thenReturn(new Expired(0, List.of()));
        at(2);
        assertThatThrownBy(sweep::run).isInstanceOf(PersistenceUnavailable.class);
        clearInvocations(tasks);

        at(30);
        sweep.run();
        at(44);
        sweep.run();

        verify(tasks, times(2)).expire(eq(0), eq(LEASE), any());
    }

    @Test
    void leases_expire_again_one_lease_after_an_outage() {
        at(30);
        sweep.run();
        clearInvocations(tasks);

        at(38);
        sweep.run();
        at(46);
        sweep.run();

        verify(tasks).expire(intThat(max -> max > 0), eq(LEASE), any());
    }

    @Test
    void a_job_that_failed_by_it_is_told() {
        Job failed = Job.queued(
                new JobId(new UUID(0, 1)),
                TenantId.DEFAULT,
                new ObjectKey("film.mp4"),
                BuiltInProfiles.TEST,
                Priority.NORMAL,
                Instant.EPOCH);
        when(tasks.expire(anyInt(), any(), any())).thenReturn(new Expired(1, List.of(failed)));
        at(2);

        sweep.run();

        verify(announcer).ended(failed, JobStatus.FAILED);
    }

    private void at(long second) {
        when(clock.instant()).thenReturn(Instant.ofEpochSecond(second));
    }
}
