package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.LogLevel;
import com.github.kokorin.jaffree.ffmpeg.FFmpeg;
import java.nio.file.Path;
import java.util.List;

/// Jaffree's builder of an ffmpeg argument list, used for the list alone: [MediaProcess] does the starting.
///
/// Every list begins alike: errors only, no questions, no input from a terminal, and progress on the standard output.
final class FfmpegCommand extends FFmpeg {
    FfmpegCommand(SourceLimits limits) {
        super(Path.of("ffmpeg"));
        setLogLevel(LogLevel.ERROR);
        setOverwriteOutput(true);
        addArgument("-nostdin");
        addArguments("-progress", "pipe:1");
        addArguments("-max_alloc", Long.toString(limits.allocation()));
        // Jaffree warns in its log when nobody listens; here the listener sits on the pipe.
        setProgressListener(progress -> {});
    }

    /// Counts all times from the container's start, in every stream alike, and leaves them as they are.
    void keepSourceTimes() {
        addArgument("-copyts");
        addArgument("-start_at_zero");
    }

    /// All arguments behind the program's name.
    List<String> arguments() {
        return List.copyOf(buildArguments());
    }
}
