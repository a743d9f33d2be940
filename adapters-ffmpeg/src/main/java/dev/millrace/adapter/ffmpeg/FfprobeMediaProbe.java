package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.JaffreeException;
import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.data.JsonFormatParser;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.SourceInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Reads headers with one call of ffprobe.
final class FfprobeMediaProbe implements MediaProbe {
    private static final int ANSWER_BYTES = 8 << 20;
    private static final ProcessLimits LIMITS = new ProcessLimits(Duration.ofMinutes(2), Duration.ofSeconds(30));

    private final MediaTool tool;
    private final SourceLimits limits;
    private final Set<String> decoders;

    /// @param decoders the codecs that can be decoded, by ffmpeg's names
    FfprobeMediaProbe(MediaTool tool, SourceLimits limits, Set<String> decoders) {
        this.tool = tool;
        this.limits = limits;
        this.decoders = Set.copyOf(decoders);
    }

    @Override
    public SourceInfo probe(SourceAccess source) throws MediaFailed, InterruptedException {
        FirstBytes kind = look(source.path());
        Capture answer = new Capture(ANSWER_BYTES);
        MediaTool.Result result = ask(source, answer);
        Refusal refusal = new Refusal(kind, result.errors());
        if (result.code() != 0 || answer.overflowed() || Holes.seen(source, result)) {
            throw refusal.ofFile();
        }
        try {
            FFprobeResult parsed =
                    new FFprobeResult(new JsonFormatParser().parse(new ByteArrayInputStream(answer.bytes())));
            return new SourceReading(parsed, refusal, limits, decoders).read();
        } catch (JaffreeException e) {
            throw refusal.ofFile();
        }
    }

    private MediaTool.Result ask(SourceAccess source, Capture answer) throws MediaFailed, InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.temporary()) {
            return tool.ffprobe(
                    new ProbeCommand(source, limits).arguments(), Room.of(scratch.path(), source), LIMITS, answer);
        } catch (IOException e) {
            throw MediaTool.failed(FailureCode.DISK_FULL, "There is no room for a temporary folder.");
        }
    }

    private static FirstBytes look(Path file) throws MediaFailed {
        if (!Files.isRegularFile(file)) {
            throw MediaTool.failed(FailureCode.INPUT_NOT_FOUND, "There is no such file.");
        }
        try {
            FirstBytes kind = FirstBytes.of(file);
            if (kind == FirstBytes.NOTHING) {
                throw MediaTool.failed(FailureCode.SOURCE_EMPTY, "The file is empty: it has no bytes.");
            }
            return kind;
        } catch (IOException e) {
            throw MediaTool.failed(FailureCode.INPUT_NOT_FOUND, "The file can't be read: " + e.getMessage() + ".");
        }
    }
}
