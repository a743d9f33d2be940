package dev.millrace.domain.work;

import java.time.Duration;
import java.util.OptionalDouble;

/// When a chunk that runs is offered a second time, to a worker that has nothing else to do.
///
/// A chunk gets a twin when a fresh attempt is likely to end long before the one that runs. How long the latter will take
/// is judged by what it has done so far, as in the LATE scheduler (Zaharia et al., *Improving MapReduce Performance in
/// Heterogeneous Environments*, OSDI 2008); how long a fresh one takes, by the median of the job's other chunks.
///
/// - It has run for at least [#patience], so that several heartbeats told of it, and for as long as its siblings would
///   have taken for the whole of it, so that a slow start is no reason.
/// - What is left takes it at least [#advantage] times as long as a sibling would take for the whole.
/// - At least [#siblings] others are known, so that the median means something.
/// - It never failed, and lost its worker once at most: a chunk that takes workers down is not given to two of them.
///
/// @param patience how long an attempt is left alone, at least
/// @param advantage how many times faster a twin must be likely to end, at least 1
/// @param siblings of how many other chunks the rate must be known, at least 1
public record TwinPolicy(Duration patience, double advantage, int siblings) {
    private static final int MOST_INTERRUPTIONS = 1;

    /// A lease, twice as fast, three others: an attempt at a third of the others' rate gets a twin.
    public static final TwinPolicy STANDARD = new TwinPolicy(Duration.ofSeconds(15), 2, 3);

    /// Refuses twins that are of no use.
    public TwinPolicy {
        if (patience.isNegative() || !(advantage >= 1) || siblings < 1) {
            throw new IllegalArgumentException(
                    "no twins after " + patience + ", " + advantage + " times as fast, by " + siblings + " siblings");
        }
    }

    /// How many seconds longer than a fresh attempt this one is likely to take: infinitely many when it has done nothing so
    /// far. Empty when it gets no twin.
    ///
    /// @param tally how often the task was run in vain
    /// @param weight its estimated work, in milliseconds
    /// @param progress how much of that is done, 0 to 1
    /// @param running for how long the attempt has been running
    /// @param others the job's other chunks
    public OptionalDouble gain(Tally tally, long weight, double progress, Duration running, Siblings others) {
        double seconds = running.toNanos() / 1e9;
        double fresh = weight / others.rate();
        double left = (1 - progress) * seconds / progress;
        boolean judged =
                others.known() >= siblings && others.rate() > 0 && running.compareTo(patience) >= 0 && seconds >= fresh;
        boolean sound = tally.attempts() == 0 && tally.interruptions() <= MOST_INTERRUPTIONS;
        return judged && sound && left >= advantage * fresh ? OptionalDouble.of(left - fresh) : OptionalDouble.empty();
    }
}
