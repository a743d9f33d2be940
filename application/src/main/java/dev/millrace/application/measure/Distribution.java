package dev.millrace.application.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// How measured values spread over fixed ranges. Many threads may record at once.
public final class Distribution {
    private final List<Double> bounds;
    private final List<LongAdder> counts;
    private final DoubleAdder sum = new DoubleAdder();

    /// @param bounds where ranges end, ascending; a last range without end follows
    public Distribution(double... bounds) {
        this.bounds = DoubleStream.of(bounds).boxed().toList();
        if (!this.bounds.equals(this.bounds.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("bounds ascend: " + this.bounds);
        }
        this.counts =
                Stream.generate(LongAdder::new).limit(this.bounds.size() + 1L).toList();
    }

    /// One value. A bound belongs to the range that it ends.
    public void record(double value) {
        int range = 0;
        while (range < bounds.size() && value > bounds.get(range)) {
            range++;
        }
        counts.get(range).increment();
        sum.add(value);
    }

    /// How it stands.
    ///
    /// @param upTo how many values were at most each bound
    /// @param count how many there were
    /// @param sum of all values
    public record Reading(List<UpTo> upTo, long count, double sum) {
        /// Copies the list.
        public Reading {
            upTo = List.copyOf(upTo);
        }
    }

    /// So many values were at most this.
    ///
    /// @param bound the most
    /// @param count how many
    public record UpTo(double bound, long count) {}

    /// Of values that are recorded meanwhile some may be missing in the sum and not in the count.
    public Reading read() {
        List<UpTo> upTo = new ArrayList<>();
        long count = 0;
        for (int range = 0; range < bounds.size(); range++) {
            count += counts.get(range).sum();
            upTo.add(new UpTo(bounds.get(range), count));
        }
        return new Reading(upTo, count + counts.getLast().sum(), sum.sum());
    }
}
