package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.ChunkRequest;
import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.VideoEncoder;
import java.util.List;

/// The call of ffmpeg that encodes one chunk: one decode, all sizes, each into CMAF segments in a folder of its own.
///
/// @param limits what a source may be
/// @param codecThreads threads of the decoder, of the filters, and of each encoder
record ChunkCommand(SourceLimits limits, int codecThreads) {
    /// @param decoder options of the decoder, names and values
    List<String> arguments(ChunkRequest request, Entry entry, List<String> decoder) {
        FfmpegCommand command = reading(request, entry, decoder);
        for (int i = 0; i < request.renditions().size(); i++) {
            command.addOutput(output(request, i));
        }
        return command.arguments();
    }

    /// The first half: the frames of the chunk, at every size, as outputs `v0`, `v1` and so on of its filters.
    ///
    /// @param decoder options of the decoder, names and values
    FfmpegCommand reading(ChunkRequest request, Entry entry, List<String> decoder) {
        FfmpegCommand command = new FfmpegCommand(limits);
        command.addInput(input(request, entry, decoder));
        command.addArguments("-filter_complex_threads", Integer.toString(codecThreads));
        command.setComplexFilter(PictureFilters.ladder(
                request.track(), request.grid(), request.chunk(), entry instanceof Entry.SeekTo, request.renditions()));
        return command;
    }

    private UrlInput input(ChunkRequest request, Entry entry, List<String> decoder) {
        UrlInput input = new GuardedInput(limits).timed(request.source(), request.start());
        input.addArguments("-threads", Integer.toString(codecThreads));
        add(decoder, input);
        if (PictureFilters.takeAnySize(request.track())) {
            // Otherwise a change of size or colour in the middle of the film would build the filters anew, and those
            // would count the frames from the beginning again.
            input.addArguments("-reinit_filter", "0");
        }
        return enter(entry, input);
    }

    static void add(List<String> options, UrlInput input) {
        for (int i = 0; i < options.size(); i += 2) {
            input.addArguments(options.get(i), options.get(i + 1));
        }
    }

    /// "Not accurate" means that nothing in front of the position is thrown away: a picture that is still on the screen
    /// when the chunk begins must be seen.
    static UrlInput enter(Entry entry, UrlInput input) {
        return switch (entry) {
            case Entry.FromStart() -> input;
            case Entry.SeekTo(var position) ->
                input.addArgument("-noaccurate_seek").addArguments("-ss", Seconds.of(position));
        };
    }

    private UrlOutput output(ChunkRequest request, int i) {
        VideoRendition rendition = request.renditions().get(i);
        Grid grid = request.grid();
        long frames = request.chunk().frames().length();
        SegmentFolder folder = new SegmentFolder(rendition.id());
        UrlOutput output = UrlOutput.toUrl(folder.playlist()).addMap("v" + i).setFrameCount(StreamType.VIDEO, frames);
        output.addArguments("-fps_mode", "passthrough");
        // Alone, an encoder has nobody beside it that would keep the machine busy.
        encoder(output, rendition, request.renditions().size() == 1 ? 2 * codecThreads : codecThreads);
        output.addArguments("-g", Integer.toString(grid.gopFrames()));
        output.addArguments("-keyint_min", Integer.toString(grid.gopFrames()));
        folder.segments(
                output,
                grid.rate().timeOf(grid.segmentFrames()),
                request.chunk().frames().start() / grid.segmentFrames());
        return output;
    }

    private void encoder(UrlOutput output, VideoRendition rendition, int threads) {
        switch (rendition.encoder()) {
            case VideoEncoder.X264(Preset preset) -> {
                output.setCodec(StreamType.VIDEO, "libx264");
                output.addArguments("-preset", preset.word());
                output.addArguments("-profile:v", "high");
                // Headers that do not depend on what is in the chunk, for chunks to be joined under one of them.
                output.addArguments("-x264-params", "stitchable=1");
                output.addArguments("-threads", Integer.toString(threads));
                output.addArguments("-crf", Integer.toString(rendition.crf()));
                output.addArguments("-maxrate", bits(rendition.maxBitrate()));
                output.addArguments("-bufsize", bits(rendition.buffer()));
                // A picture out of turn would move the edges of groups off the grid.
                output.addArguments("-sc_threshold", "0");
            }
        }
    }

    private static String bits(Bitrate rate) {
        return Long.toString(rate.bitsPerSecond());
    }
}
