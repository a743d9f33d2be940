package dev.millrace.adapter.ffmpeg;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides when a running process has had its time, or has stopped getting anywhere.
///
/// A process gets somewhere when its reported position changes, or when it works: a decoder that must read from the
/// front of a file to the middle reports nothing for long, but uses the processor. One that waits for data that never
/// comes does neither.
final class Watchdog {
    /// The share of one processor below which a process is waiting, not working.
    private static final int WORKING_PERCENT = 2;

    private final ProcessLimits limits;
    private final Supplier<Duration> processorTime;
    private final long start;
    private long since;
    private @Nullable Object position;
    private @Nullable Sample sample;

    /// @param processorTime how much of it the process has used so far; asked only when nothing else moves
    /// @param now a reading of the monotonic clock, in nanoseconds
    Watchdog(ProcessLimits limits, Supplier<Duration> processorTime, long now) {
        this.limits = limits;
        this.processorTime = processorTime;
        this.start = now;
        this.since = now;
    }

    /// @param now a later reading of the same clock
    /// @param position where the process says it is; compared by `equals`
    Verdict look(long now, @Nullable Object position) {
        if (now - start >= limits.wall().toNanos()) {
            return Verdict.OUT_OF_TIME;
        }
        if (!Objects.equals(position, this.position)) {
            this.position = position;
            since = now;
            sample = null;
            return Verdict.GOING_ON;
        }
        long half = limits.stall().toNanos() / 2;
        Sample before = sample;
        if (before == null) {
            if (now - since >= half) {
                sample = new Sample(now, processorTime.get());
            }
            return Verdict.GOING_ON;
        }
        long waited = now - before.at();
        if (waited < half) {
            return Verdict.GOING_ON;
        }
        sample = new Sample(now, processorTime.get());
        long worked = sample.used().minus(before.used()).toNanos();
        return worked < waited / 100 * WORKING_PERCENT ? Verdict.STALLED : Verdict.GOING_ON;
    }

    private record Sample(long at, Duration used) {}

    enum Verdict {
        GOING_ON,
        STALLED,
        OUT_OF_TIME
    }
}
