package dev.millrace.domain.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When a message that was not taken is sent again: the schedule that the
/// [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)
/// propose, over three days and some hours.
public final class DeliverySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /// Receivers that were away are not met by all messages at once.
    private static final double JITTER = 0.2;

    private DeliverySchedule() {}

    /// How long to wait after so many attempts in vain; empty when that was the last one.
    ///
    /// @param attempts 1 or more, since the event or the last replay
    /// @param chance 0 to 1; adds up to a fifth
    public static Optional<Duration> after(int attempts, double chance) {
        if (attempts > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = PAUSES.get(attempts - 1);
        return Optional.of(pause.plusMillis((long) (pause.toMillis() * JITTER * chance)));
    }
}
