package dev.millrace.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.Property;
import dev.millrace.domain.Property.Any;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = RetryPolicy.STANDARD;

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void a_task_is_tried_as_often_as_its_failure_deserves(FailureCode code) {
        Failure failure = new Failure(code, "Something happened.");
        int attempts = 1;
        while (POLICY.delayAfter(failure, attempts, 0).isPresent()) {
            attempts++;
        }

        int expected = code == FailureCode.TASK_KEPT_DYING
                ? 1
                : switch (code.kind()) {
                    case REQUEST, SOURCE -> 1;
                    case INTERNAL -> 3;
                    case TRANSIENT, RESOURCE -> 8;
                };
        assertThat(attempts).isEqualTo(expected);
    }

    @Test
    void delays_double_up_to_the_longest() {
        Failure failure = new Failure(FailureCode.STORAGE_UNAVAILABLE, "Storage did not answer.");
        RetryPolicy patient = new RetryPolicy(3, 100, Duration.ofSeconds(2), Duration.ofSeconds(60), 5);

        assertThat(patient.delayAfter(failure, 1, 1)).contains(Duration.ofSeconds(2));
        assertThat(patient.delayAfter(failure, 2, 1)).contains(Duration.ofSeconds(4));
        assertThat(patient.delayAfter(failure, 5, 1)).contains(Duration.ofSeconds(32));
        assertThat(patient.delayAfter(failure, 6, 1)).contains(Duration.ofSeconds(60));
        assertThat(patient.delayAfter(failure, 99, 1)).contains(Duration.ofSeconds(60));
    }

    @Test
    void chance_takes_away_half_of_a_delay_at_most() {
        Property.holds(500, any -> {
            RetryPolicy policy = anyPolicy(any);
            Failure failure = new Failure(FailureCode.STORAGE_UNAVAILABLE, "Storage did not answer.");
            int attempts = any.whole(1, policy.maxTransient());
            double jitter = any.random().nextDouble();

            Optional<Duration> delay = policy.delayAfter(failure, attempts, jitter);
            Optional<Duration> longest = policy.delayAfter(failure, attempts, 1);

            assertThat(delay.isPresent()).isEqualTo(attempts < policy.maxTransient());
            delay.ifPresent(wait -> assertThat(wait)
                    .isBetween(longest.orElseThrow().dividedBy(2).minusMillis(1), longest.orElseThrow())
                    .isLessThanOrEqualTo(policy.longestDelay()));
        });
    }

    @Test
    void the_first_lost_lease_costs_no_wait_and_one_too_many_is_the_end() {
        assertThat(POLICY.delayAfterInterruption(1, 1)).contains(Duration.ZERO);
        assertThat(POLICY.delayAfterInterruption(2, 1)).contains(Duration.ofSeconds(2));
        assertThat(POLICY.delayAfterInterruption(4, 1)).contains(Duration.ofSeconds(8));
        assertThat(POLICY.delayAfterInterruption(5, 1)).isEmpty();
        assertThat(POLICY.keptDying().retryable()).isFalse();
    }

    @Test
    void counting_begins_at_one_and_chance_is_a_share() {
        Failure failure = new Failure(FailureCode.TIME_LIMIT, "It took too long.");

        assertThatThrownBy(() -> POLICY.delayAfter(failure, 0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.delayAfter(failure, 1, 1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.delayAfter(failure, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void policies_that_never_try_or_wait_ever_less_are_refused() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new RetryPolicy(0, 1, second, second, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, 0, second, second, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, 1, second, second, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, 1, second, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, 1, second.negated(), second, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RetryPolicy anyPolicy(Any any) {
        long first = any.ofAnySize(1, 100_000);
        return new RetryPolicy(
                any.whole(1, 10),
                any.whole(1, 200),
                Duration.ofMillis(first),
                Duration.ofMillis(first + any.ofAnySize(1, 10_000_000)),
                any.whole(1, 10));
    }
}
