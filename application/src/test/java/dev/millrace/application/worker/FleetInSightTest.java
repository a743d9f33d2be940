package dev.millrace.application.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.plan.Fleet;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FleetInSightTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Fleet OWN = new Fleet(2, OptionalDouble.empty());
    private static final Fleet ALL = new Fleet(8, OptionalDouble.of(0.7));

    private final WorkerRegistry workers = mock(WorkerRegistry.class);
    private final FleetInSight fleet = new FleetInSight(workers, LEASE, OWN);

    @Test
    void before_anybody_said_that_it_is_alive_films_are_cut_for_this_worker_alone() {
        when(workers.fleet(LEASE)).thenReturn(Optional.empty());

        assertThat(fleet.get()).isEqualTo(OWN);
    }

    @Test
    void films_are_cut_for_the_workers_that_are_alive_now() {
        Fleet more = new Fleet(20, OptionalDouble.of(0.8));
        when(workers.fleet(LEASE)).thenReturn(Optional.of(ALL)).thenReturn(Optional.of(more));

        assertThat(fleet.get()).isEqualTo(ALL);
        assertThat(fleet.get()).isEqualTo(more);
    }

    @Test
    void while_the_registry_is_away_films_are_cut_for_those_that_were_seen_last() {
        when(workers.fleet(LEASE))
                .thenReturn(Optional.of(ALL))
                .thenThrow(new PersistenceUnavailable("away", new IllegalStateException()));

        assertThat(fleet.get()).isEqualTo(ALL);
        assertThat(fleet.get()).isEqualTo(ALL);
    }
}
