package dev.millrace.domain.work;

/// How often a task was run in vain.
///
/// @param attempts runs that ended in a failure; hand-backs and lost leases are not counted
/// @param interruptions runs in a row whose lease was lost with their worker
public record Tally(int attempts, int interruptions) {
    /// Never run.
    public static final Tally NONE = new Tally(0, 0);

    /// Refuses negative counts.
    public Tally {
        if (attempts < 0 || interruptions < 0) {
            throw new IllegalArgumentException("not a tally: " + attempts + ", " + interruptions);
        }
    }

    /// One failure more. A run that failed by itself did not take its worker down, so interruptions start anew.
    public Tally failed() {
        return new Tally(attempts + 1, 0);
    }

    /// One lost lease more.
    public Tally interrupted() {
        return new Tally(attempts, interruptions + 1);
    }
}
