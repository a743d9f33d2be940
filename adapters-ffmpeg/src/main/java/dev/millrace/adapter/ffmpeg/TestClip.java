package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A clip out of nothing: moving patterns with a running clock, and a tone with a beep every second.
///
/// @param tool runs ffmpeg
/// @param limits what it may use
/// @param time how long it may take
record TestClip(MediaTool tool, SourceLimits limits, WorkLimits time) {
    private static final String PICTURE = "testsrc2=size=1280x720:rate=30";
    private static final String SOUND = "sine=frequency=220:beep_factor=4:sample_rate=48000";

    /// Makes the file.
    void make(Path file, Duration length) throws MediaFailed, InterruptedException {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        try {
            MediaTool.Result result = tool.ffmpeg(
                    arguments(String.valueOf(file.getFileName()), length),
                    Room.of(folder),
                    time.encoding(length),
                    progress -> {});
            if (result.code() != 0 || !Files.isRegularFile(file)) {
                throw MediaTool.failed(
                        FailureCode.ENCODER_FAILED, "No clip could be made: " + result.lastError() + ".");
            }
        } catch (BadOutput e) {
            throw new IllegalStateException("nobody looks at the output here", e);
        }
    }

    List<String> arguments(String name, Duration length) {
        FfmpegCommand command = new FfmpegCommand(limits);
        command.addInput(source(PICTURE));
        command.addInput(source(SOUND));
        command.addOutput(UrlOutput.toUrl("file:" + name)
                .setFormat("mp4")
                .addArguments("-t", Seconds.of(length))
                .addMap(0, StreamType.VIDEO)
                .addMap(1, StreamType.AUDIO)
                .setCodec(StreamType.VIDEO, "libx264")
                .addArguments("-preset", "veryfast")
                .addArguments("-pix_fmt", "yuv420p")
                .setCodec(StreamType.AUDIO, "aac")
                .addArguments("-metadata:s:a:0", "language=eng"));
        return command.arguments();
    }

    private static UrlInput source(String description) {
        return UrlInput.fromUrl(description)
                .addArguments("-protocol_whitelist", "file")
                .addArguments("-format_whitelist", "lavfi")
                .setFormat("lavfi");
    }
}
