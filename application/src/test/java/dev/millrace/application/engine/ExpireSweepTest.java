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

import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.work.RetryPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private Clock clock;

    private ExpireSweep sweep;

    @BeforeEach
    void create() {
        at(0);
        sweep = new ExpireSweep(tasks, RetryPolicy.STANDARD, LEASE, clock);
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
                .thenReturn(0);
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

    private void at(long second) {
        when(clock.instant()).thenReturn(Instant.ofEpochSecond(second));
    }
}
