package dev.millrace.application.measure;

import java.util.OptionalDouble;

/// A mean over the latest work, which weighs less and less the longer ago it was.
final class Pace {
    /// What all before weighs beside the latest: about the last ten chunks count.
    private static final double KEPT = 0.9;

    private double work;
    private double seconds;

    /// @param estimated what it was thought to cost, in seconds
    /// @param took how long it took, in seconds; more than 0
    synchronized void record(double estimated, double took) {
        work = work * KEPT + estimated;
        seconds = seconds * KEPT + took;
    }

    synchronized OptionalDouble read() {
        return work > 0 ? OptionalDouble.of(work / seconds) : OptionalDouble.empty();
    }
}
