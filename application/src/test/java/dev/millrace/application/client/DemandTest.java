package dev.millrace.application.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Backlog;
import dev.millrace.domain.plan.Fleet;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void as_many_workers_are_wanted_as_do_the_backlog_in_time_at_their_own_pace() {
        Backlog backlog = aBacklog(Duration.ofHours(10));
        Fleet usual = new Fleet(8, OptionalDouble.empty());
        Fleet slow = new Fleet(8, OptionalDouble.of(0.5));

        assertThat(Demand.of(backlog, TEN_MINUTES, Optional.of(usual), 4).workers())
                .isEqualTo(30);
        assertThat(Demand.of(backlog, TEN_MINUTES, Optional.of(slow), 4).workers())
                .isEqualTo(60);
        assertThat(Demand.of(backlog, TEN_MINUTES.multipliedBy(6), Optional.of(usual), 4)
                        .workers())
                .isEqualTo(5);
    }

    @Test
    void one_is_wanted_for_the_least_of_work_and_none_for_none() {
        assertThat(Demand.of(aBacklog(Duration.ofMillis(1)), TEN_MINUTES, Optional.empty(), 0)
                        .workers())
                .isEqualTo(1);
        assertThat(Demand.of(aBacklog(Duration.ZERO), TEN_MINUTES, Optional.empty(), 0)
                        .workers())
                .isZero();
    }

    @Test
    void a_job_that_is_not_known_yet_is_taken_for_the_mean_of_the_others() {
        Backlog backlog = new Backlog(4, Duration.ofSeconds(30), Duration.ofSeconds(80), 3);
        Backlog nothingKnown = new Backlog(0, Duration.ZERO, Duration.ZERO, 2);

        assertThat(backlog.estimate()).isEqualTo(Duration.ofSeconds(30 + 3 * 20));
        assertThat(nothingKnown.estimate()).isEqualTo(Duration.ofSeconds(2 * 168));
    }

    private static Backlog aBacklog(Duration left) {
        return new Backlog(1, left, left, 0);
    }
}
