package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.NullOutput;
import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Finds out how pictures of H.264 in 4:4:4 are to be decoded.
///
/// Builds of x264 before 151 coded them in a way of their own. Decoders know such films by a note in their first
/// picture; without it, behind a seek or in a film that was cut, half of each picture is garbage. So a few pictures are
/// decoded both ways.
///
/// @param tool runs ffmpeg
/// @param limits what a source may be
record OldX264(MediaTool tool, SourceLimits limits) {
    private static final List<String> AS_IF_OLD = List.of("-x264_build", "150");
    private static final long ENOUGH_PICTURES = 12;
    private static final String GARBAGE = "error while decoding MB";

    /// Options of the decoder, names and values.
    List<String> options(
            SourceAccess source, Duration start, VideoTrack track, Entry entry, Path scratch, ProcessLimits time)
            throws BadOutput, MediaFailed, InterruptedException {
        if (!track.codec().equals("h264") || !track.pixelFormat().startsWith("yuv444")) {
            return List.of();
        }
        for (List<String> options : List.of(List.<String>of(), AS_IF_OLD)) {
            List<String> arguments = arguments(source, start, track, entry, options);
            MediaTool.Result tried = tool.ffmpeg(arguments, Room.of(scratch, source), time, progress -> {});
            if (!tried.errors().contains(GARBAGE)) {
                return options;
            }
        }
        return List.of();
    }

    List<String> arguments(SourceAccess source, Duration start, VideoTrack track, Entry entry, List<String> options) {
        FfmpegCommand command = new FfmpegCommand(limits);
        UrlInput input = new GuardedInput(limits).timed(source, start);
        ChunkCommand.add(options, input);
        ChunkCommand.enter(entry, input);
        command.addInput(input);
        command.addOutput(new NullOutput(false)
                .addMap(0, Integer.toString(track.index()))
                .setFrameCount(StreamType.VIDEO, ENOUGH_PICTURES));
        return command.arguments();
    }
}
