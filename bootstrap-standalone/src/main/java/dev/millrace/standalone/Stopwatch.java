package dev.millrace.standalone;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Measures how long something takes, whatever the wall clock does meanwhile.
final class Stopwatch {
    private final LongSupplier nanos;
    private final long start;

    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    double seconds() {
        return elapsed().toNanos() / 1e9;
    }
}
