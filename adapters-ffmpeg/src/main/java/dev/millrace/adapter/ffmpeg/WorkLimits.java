package dev.millrace.adapter.ffmpeg;

import java.time.Duration;

/// How long work may take, by the length of the film it is about. These end what hangs, not what is slow.
///
/// @param least what any work may take
/// @param encodingTimes how many times its own length encoding may take
/// @param readingTimes how many times its own length reading and copying may take
/// @param stall how long a program may get nowhere
record WorkLimits(Duration least, int encodingTimes, int readingTimes, Duration stall) {
    /// x264's slowest preset takes 4K pictures at about a hundredth of real time on two processors.
    static final WorkLimits STANDARD = new WorkLimits(Duration.ofMinutes(20), 400, 10, Duration.ofMinutes(2));

    ProcessLimits encoding(Duration film) {
        return new ProcessLimits(least.plus(film.multipliedBy(encodingTimes)), stall);
    }

    ProcessLimits reading(Duration film) {
        return new ProcessLimits(least.plus(film.multipliedBy(readingTimes)), stall);
    }
}
