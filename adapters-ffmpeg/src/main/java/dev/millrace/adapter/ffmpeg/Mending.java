package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Copies a source whose clock jumps onto one that runs steadily.
final class Mending {
    private final MediaTool tool;
    private final SourceLimits limits;
    private final WorkLimits time;

    Mending(MediaTool tool, SourceLimits limits, WorkLimits time) {
        this.tool = tool;
        this.limits = limits;
        this.time = time;
    }

    /// The copy lies outside the media program's own folder: the next programs read it, and none may change it.
    Path mend(SourceAccess source, List<Integer> tracks, Workbench bench) throws MediaFailed, InterruptedException {
        Path own = Apart.from(bench).scratch();
        Path made = own.resolve(MendCommand.FILE);
        try {
            MediaTool.Result result = tool.ffmpeg(
                    new MendCommand(limits).arguments(source, tracks),
                    Room.of(own, source),
                    time.reading(limits.duration()),
                    progress -> {});
            if (result.code() != 0 || !MadeFile.isThere(made)) {
                throw MediaTool.failed(
                        FailureCode.SOURCE_CLOCK_JUMPS,
                        "The clock of the picture jumps, so its frames can't be placed in time, and copying it onto"
                                + " another clock failed.");
            }
            return Files.move(made, bench.scratch().resolve(MendCommand.FILE));
        } catch (BadOutput e) {
            throw new IllegalStateException("nobody looks at the output here", e);
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }
}
