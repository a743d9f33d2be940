package dev.millrace.domain.work;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.FailureKind;
import java.time.Duration;
import java.util.Optional;

/// When a task is tried again: exponential backoff with jitter, so that a storage that comes back is not overrun.
///
/// @param maxAttempts failures after which an internal fault is final
/// @param maxTransient failures after which a transient fault or a lack of resources is final
/// @param firstDelay the longest wait after the first failure; doubled for each further one
/// @param longestDelay waits never exceed this
/// @param maxInterruptions lost leases in a row that a task may cost
public record RetryPolicy(
        int maxAttempts, int maxTransient, Duration firstDelay, Duration longestDelay, int maxInterruptions) {
    /// Refuses limits below one and delays that shrink.
    public RetryPolicy {
        if (maxAttempts < 1 || maxTransient < 1 || maxInterruptions < 1) {
            throw new IllegalArgumentException("a task is run at least once");
        }
        if (firstDelay.isNegative() || firstDelay.compareTo(longestDelay) > 0) {
            throw new IllegalArgumentException("delays grow from " + firstDelay + ", not to " + longestDelay);
        }
    }

    /// Three attempts, eight where something else was away, 2 s doubling up to 5 min, five lost leases.
    public static final RetryPolicy STANDARD = new RetryPolicy(3, 8, Duration.ofSeconds(2), Duration.ofMinutes(5), 5);

    /// How long to wait after a failure before the next attempt; empty when there should be none.
    ///
    /// @param attempts failed runs so far, this one included, at least 1
    /// @param jitter 0 to 1; half of the delay is fixed and half is scaled by it
    public Optional<Duration> delayAfter(Failure failure, int attempts, double jitter) {
        boolean again = failure.retryable() && attempts < limit(failure.code().kind());
        return again ? Optional.of(backoff(attempts, jitter)) : Optional.empty();
    }

    /// How long to wait after a lost lease; empty when the task must be given up with [#keptDying].
    ///
    /// The first interruption is most likely the worker's bad luck and costs no wait.
    ///
    /// @param interruptions lost leases in a row, this one included, at least 1
    /// @param jitter 0 to 1
    public Optional<Duration> delayAfterInterruption(int interruptions, double jitter) {
        if (interruptions >= maxInterruptions) {
            return Optional.empty();
        }
        return Optional.of(interruptions == 1 ? Duration.ZERO : backoff(interruptions - 1, jitter));
    }

    /// The failure of a task that took down its workers too often.
    public Failure keptDying() {
        return new Failure(
                FailureCode.TASK_KEPT_DYING,
                "The task was lost with its worker " + maxInterruptions
                        + " times in a row, so it is not given to another one;"
                        + " the workers' logs of that time say what took them down.");
    }

    private int limit(FailureKind kind) {
        return kind == FailureKind.TRANSIENT || kind == FailureKind.RESOURCE ? maxTransient : maxAttempts;
    }

    private Duration backoff(int step, double jitter) {
        if (step < 1 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("no delay after step " + step + " with jitter " + jitter);
        }
        Duration doubled = firstDelay.multipliedBy(1L << Math.min(step - 1, 30));
        Duration capped = doubled.compareTo(longestDelay) > 0 ? longestDelay : doubled;
        return Duration.ofMillis((long) (capped.toMillis() * (0.5 + jitter / 2)));
    }
}
