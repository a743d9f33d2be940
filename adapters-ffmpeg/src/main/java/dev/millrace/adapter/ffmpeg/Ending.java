package dev.millrace.adapter.ffmpeg;

import java.time.Duration;

/// How a media process came to its end. None is left running in any case.
sealed interface Ending {
    /// The last of what it wrote to its standard error.
    String errors();

    /// It ended by itself. Code 0 proves little: ffmpeg ends so on cut and damaged input, too.
    record Exited(int code, String errors) implements Ending {}

    /// It was killed because it took longer than allowed.
    record OutOfTime(Duration limit, String errors) implements Ending {}

    /// It was killed because it got nowhere for so long.
    record Stalled(Duration limit, String errors) implements Ending {}
}
