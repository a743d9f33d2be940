package dev.millrace.application.port;

import java.time.Duration;

/// Work of all tenants that is accepted and not yet done, in processor time as
/// [dev.millrace.domain.plan.EncodeCost] estimates it. What is paused, and inspections, are not among it.
///
/// @param jobs whose work is known, because their sources were indexed
/// @param left what is left to do of these
/// @param whole what these take from beginning to end
/// @param unknown jobs whose sources were not indexed yet
public record Backlog(int jobs, Duration left, Duration whole, int unknown) {
    /// How many jobs are counted: the oldest of those with a ready task, and all with a running one.
    public static final int MOST = 10_000;

    /// A minute of 1080p in the sizes of the profile `web`.
    private static final Duration USUAL = Duration.ofSeconds(168);

    /// All that is left. A job of which nothing is known yet is taken for the mean of the others, or where there is none,
    /// for a minute of film.
    public Duration estimate() {
        Duration mean = jobs == 0 ? USUAL : whole.dividedBy(jobs);
        return left.plus(mean.multipliedBy(unknown));
    }
}
