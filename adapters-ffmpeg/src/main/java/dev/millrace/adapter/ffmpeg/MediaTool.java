package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.FFmpegProgress;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one of the two programs, and tells failures of the machine from all others.
final class MediaTool {
    /// What `waitpid` of a killed process looks like from Java: 128 and the signal's number. We killed none that ended
    /// by itself, so it was the system, and the system kills for memory.
    private static final int KILLED = 128 + 9;

    /// The same for a program that used up the processor time of its [Bounds] (`SIGXCPU`).
    private static final int OVERWORKED = 128 + 24;

    private final MediaProcess process;
    private final Programs programs;

    MediaTool(MediaProcess process, Programs programs) {
        this.process = process;
        this.programs = programs;
    }

    /// The end of a program that was neither stopped nor short of something.
    ///
    /// @param code its exit code; 0 proves nothing yet
    /// @param errors the last of what it complained of
    record Result(int code, String errors) {
        /// The last line of the complaints, for messages.
        String lastError() {
            return errors.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .map(String::strip)
                    .orElse("it says nothing");
        }
    }

    /// Is told how far a program is, on the calling thread.
    interface Watcher {
        /// Tells how far it is.
        ///
        /// @param progress null before the first report
        void look(@Nullable FFmpegProgress progress) throws BadOutput, MediaFailed, InterruptedException;
    }

    /// Runs ffmpeg with its progress on the standard output.
    ///
    /// @throws BadOutput when the watcher does
    Result ffmpeg(List<String> arguments, Room room, ProcessLimits limits, Watcher watcher)
            throws BadOutput, MediaFailed, InterruptedException {
        ProgressReader progress = new ProgressReader();
        try {
            Result result = this.<BadOutput, MediaFailed>run(
                    programs.ffmpeg(arguments, room), limits, progress, () -> watcher.look(progress.latest()));
            Scratch.requireRoom(room.folder());
            return result;
        } catch (BadOutput e) {
            Scratch.requireRoom(room.folder());
            throw e;
        }
    }

    /// Runs ffprobe, and gives what it prints to `output`.
    Result ffprobe(List<String> arguments, Room room, ProcessLimits limits, Capture output)
            throws MediaFailed, InterruptedException {
        return run(programs.ffprobe(arguments, room), limits, output, MediaProcess.Ticker.NONE);
    }

    private <E extends Exception, F extends Exception> Result run(
            MediaCall call, ProcessLimits limits, StandardOutput output, MediaProcess.Ticker<E, F> ticker)
            throws E, F, MediaFailed, InterruptedException {
        try {
            Ending ending = process.run(call, limits, output, ticker);
            ToolTalk.tell(call, ending);
            return switch (ending) {
                case Ending.Exited(int code, String errors) -> exited(code, errors);
                case Ending.OutOfTime(var limit, String _) ->
                    throw failed(
                            FailureCode.TIME_LIMIT,
                            "The work took longer than " + limit.toSeconds() + " s, and was stopped.");
                case Ending.Stalled(var limit, String _) ->
                    throw failed(
                            FailureCode.ENCODER_STALLED,
                            "The media program got nowhere for " + limit.toSeconds() + " s, and was stopped.");
            };
        } catch (IOException e) {
            throw new MediaFailed(
                    new Failure(FailureCode.FFMPEG_UNUSABLE, "The media program could not be started."), e);
        }
    }

    private static Result exited(int code, String errors) throws MediaFailed {
        if (code != 0 && errors.contains("No space left on device")) {
            throw failed(FailureCode.DISK_FULL, "The disk is full where the work is done.");
        }
        if (code != 0 && errors.contains("Cannot allocate memory")) {
            throw failed(FailureCode.SOURCE_TOO_LARGE, "The file needs more memory than is accepted.");
        }
        if (code == OVERWORKED) {
            throw failed(FailureCode.SOURCE_TOO_LARGE, "The file takes more work to read than is accepted.");
        }
        if (code == KILLED) {
            throw failed(FailureCode.OUT_OF_MEMORY, "The system stopped the media program, for want of memory.");
        }
        return new Result(code, errors);
    }

    static MediaFailed failed(FailureCode code, String sentence) {
        return new MediaFailed(new Failure(code, sentence));
    }
}
