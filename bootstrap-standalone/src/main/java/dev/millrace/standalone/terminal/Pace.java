package dev.millrace.standalone.terminal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/// How fast the work goes, from how far it was at which time. Only the last half minute counts, because films have
/// easy and hard passages.
public final class Pace {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration LEAST = Duration.ofMillis(500);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Duration at, double share) {}

    /// Notes how far the work is.
    ///
    /// @param at time since the beginning, never less than before
    /// @param share of the work that is done, 0 to 1
    public void observe(Duration at, double share) {
        while (samples.size() > 1 && at.minus(samples.getFirst().at()).compareTo(WINDOW) > 0) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(at, share));
    }

    /// The share of the work that is done in a second; empty until that is known.
    public OptionalDouble sharePerSecond() {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        Duration time = samples.getLast().at().minus(samples.getFirst().at());
        double done = samples.getLast().share() - samples.getFirst().share();
        return time.compareTo(LEAST) < 0 || done <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(done / (time.toMillis() / 1000.0));
    }

    /// How long the rest will take if it goes on like this; empty until that is known.
    public Optional<Duration> left() {
        OptionalDouble perSecond = sharePerSecond();
        return perSecond.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis((long) ((1 - samples.getLast().share()) / perSecond.getAsDouble() * 1000)));
    }
}
