package dev.millrace.domain.work;

import java.util.Collection;
import java.util.List;

/// How fast the other chunks of a job are encoded, those that are done and those that run.
///
/// @param known of how many it is known
/// @param rate their median, in milliseconds of estimated work ([Task#weight]) done in a second; 0 when none is known
public record Siblings(int known, double rate) {
    /// Takes the median: half of the chunks may have met slow machines, and it still says what the others do.
    ///
    /// @param rates of each of them
    public static Siblings of(Collection<Double> rates) {
        if (rates.isEmpty()) {
            return new Siblings(0, 0);
        }
        List<Double> sorted = rates.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Siblings(sorted.size(), median);
    }
}
