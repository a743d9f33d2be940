package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.Filter;
import com.github.kokorin.jaffree.ffmpeg.FilterChain;
import com.github.kokorin.jaffree.ffmpeg.GenericFilter;
import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.StillRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The call of ffmpeg that takes one picture: of some frames after a position the one most like the others, so no cut
/// and no flash, as a JPEG; and how bright its parts are.
///
/// @param limits what a source may be
record StillCommand(SourceLimits limits) {
    private static final int FRAMES_TO_CHOOSE_FROM = 50;
    private static final String GOOD_QUALITY = "3";

    /// @param decoder options of the decoder, names and values
    List<String> arguments(StillRequest request, Duration position, String file, List<String> decoder) {
        FfmpegCommand command = new FfmpegCommand(limits);
        UrlInput input = input(request, position);
        ChunkCommand.add(decoder, input);
        command.addInput(input);
        command.addOutput(UrlOutput.toUrl(file + ".jpg")
                .setFormat("image2")
                .addMap(0, Integer.toString(request.track().index()))
                .setFrameCount(StreamType.VIDEO, 1L)
                .setCodec(StreamType.VIDEO, "mjpeg")
                .addArguments("-vf", filters(request, file).getValue())
                .addArguments("-q:v", GOOD_QUALITY)
                .addArguments("-map_metadata", "-1")
                .addArguments("-fflags", "+bitexact")
                .addArguments("-flags:v", "+bitexact")
                .addArguments("-update", "1"));
        return command.arguments();
    }

    /// Not every file can be sought in, not even for its beginning.
    private UrlInput input(StillRequest request, Duration position) {
        UrlInput input = new GuardedInput(limits).of(request.source());
        return position.isZero()
                ? input
                : input.addArgument("-noaccurate_seek").addArguments("-ss", Seconds.of(position));
    }

    /// JPEG files are BT.601 in full range (JFIF 1.02), whatever the film was. What needs no more than another matrix is
    /// scaled once: two roundings would make black a little green.
    private static FilterChain filters(StillRequest request, String file) {
        List<GenericFilter> filters = new ArrayList<>(PictureFilters.deinterlaced(request.track()));
        filters.add(Filter.withName("thumbnail").addArgument("n", Integer.toString(FRAMES_TO_CHOOSE_FROM)));
        boolean plain = !ColourMapping.isNeeded(request.track().colour())
                && !request.track().transparent();
        if (!plain) {
            filters.addAll(PictureFilters.toStandard(request.track(), request.size()));
        }
        filters.add(PictureFilters.scaled(request.size())
                .addArgument("in_color_matrix", plain ? PictureFilters.matrix(request.track()) : "bt709")
                .addArgument("out_color_matrix", "smpte170m")
                .addArgument("out_range", "full"));
        filters.add(Filter.withName("format").addArgument("yuvj420p"));
        filters.add(Filter.withName("setsar").addArgument("1"));
        filters.add(Filter.withName("signalstats"));
        filters.add(Filter.withName("metadata").addArgument("mode", "print").addArgument("file", file + ".txt"));
        return new FilterChain().addFilters(filters);
    }
}
