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
        setProgress("pipe:1");
        addArguments("-max_alloc", Long.toString(limits.allocation()));
    }

    /// All arguments behind the program's name.
    List<String> arguments() {
        return List.copyOf(buildArguments());
    }
}
