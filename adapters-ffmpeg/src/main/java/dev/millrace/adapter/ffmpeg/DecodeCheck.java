package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.NullOutput;
import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.RenditionId;
import java.nio.file.Path;
import java.util.List;

/// Decodes what was encoded, and fails at the first error.
///
/// Every picture is decoded, all but the smoothing of its blocks, which reads nothing more and costs a quarter of the
/// work. [PictureCheck] has counted them before.
record DecodeCheck(MediaTool tool, SourceLimits limits) {
    void pictures(List<RenditionId> renditions, Path scratch, ProcessLimits time)
            throws BadOutput, MediaFailed, InterruptedException {
        decode(pictureArguments(renditions), scratch, time);
    }

    void sound(List<RenditionId> renditions, Path scratch, ProcessLimits time)
            throws BadOutput, MediaFailed, InterruptedException {
        decode(soundArguments(renditions), scratch, time);
    }

    List<String> pictureArguments(List<RenditionId> renditions) {
        return arguments(renditions, List.of("-threads", "1", "-skip_loop_filter", "all"));
    }

    List<String> soundArguments(List<RenditionId> renditions) {
        return arguments(renditions, List.of());
    }

    /// All in one call.
    ///
    /// @param options of each decoder, names and values
    private List<String> arguments(List<RenditionId> renditions, List<String> options) {
        FfmpegCommand command = new FfmpegCommand(limits);
        command.addArgument("-xerror");
        for (int i = 0; i < renditions.size(); i++) {
            UrlInput input = GuardedInput.playlist(new SegmentFolder(renditions.get(i)).playlist());
            for (int o = 0; o < options.size(); o += 2) {
                input.addArguments(options.get(o), options.get(o + 1));
            }
            command.addInput(input);
            command.addOutput(new NullOutput(false).addMap(i, "0"));
        }
        return command.arguments();
    }

    private void decode(List<String> arguments, Path scratch, ProcessLimits time)
            throws BadOutput, MediaFailed, InterruptedException {
        MediaTool.Result result = tool.ffmpeg(arguments, Room.of(scratch), time, progress -> {});
        if (result.code() != 0) {
            throw new BadOutput(
                    FailureCode.OUTPUT_CHECK_FAILED, "what was encoded cannot be decoded", result.lastError());
        }
    }
}
