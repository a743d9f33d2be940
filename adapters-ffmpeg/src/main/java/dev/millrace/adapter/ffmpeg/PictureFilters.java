package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.Filter;
import com.github.kokorin.jaffree.ffmpeg.FilterChain;
import com.github.kokorin.jaffree.ffmpeg.FilterGraph;
import com.github.kokorin.jaffree.ffmpeg.GenericFilter;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.VideoRendition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The filters between a decoder and the encoders.
///
/// ffmpeg itself turns pictures upright in front of all of these.
final class PictureFilters {
    /// From here on pictures were meant for high-definition screens, and so for BT.709, when they do not say.
    private static final int HIGH_DEFINITION_LINES = 720;

    private static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

    private PictureFilters() {}

    /// One decode for a whole ladder: the frames of the chunk at every size, each scaled from the one above. Output `i`
    /// of the graph is called `v<i>`.
    ///
    /// @param seeked whether the input was entered in its middle
    static FilterGraph ladder(
            VideoTrack track, Grid grid, Chunk chunk, boolean seeked, List<VideoRendition> renditions) {
        List<FilterChain> chains = new ArrayList<>();
        for (int i = 0; i < renditions.size(); i++) {
            FilterChain chain = i == 0 ? decoded(track, grid, chunk, seeked) : new FilterChain();
            List<GenericFilter> scaling = i == 0
                    ? toStandard(track, renditions.get(i).size())
                    : smaller(renditions.get(i).size());
            if (i > 0) {
                scaling.getFirst().addInputLink("s" + i);
            }
            scaling.forEach(chain::addFilter);
            boolean more = i + 1 < renditions.size();
            if (more) {
                chain.addFilter(Filter.withName("split")
                        .addArgument("2")
                        .addOutputLink("v" + i)
                        .addOutputLink("s" + (i + 1)));
            } else {
                scaling.getLast().addOutputLink("v" + i);
            }
            chains.add(chain);
        }
        return new FilterGraph().addFilterChains(chains);
    }

    /// Lays the frames on the grid, then takes the wanted ones, counted in slots. Counting in seconds would round. After
    /// a seek nothing may be filled in before the first frame: that would hide that the seek went too far.
    private static FilterChain decoded(VideoTrack track, Grid grid, Chunk chunk, boolean seeked) {
        List<GenericFilter> filters = new ArrayList<>(deinterlaced(track));
        GenericFilter rate =
                Filter.withName("fps").addArgument("fps", grid.rate().toString());
        filters.add(seeked ? rate : rate.addArgument("start_time", "0"));
        if (chunk.last()) {
            filters.add(held(grid));
        }
        filters.add(Filter.withName("trim")
                .addArgument("start_pts", Long.toString(chunk.frames().start()))
                .addArgument("end_pts", Long.toString(chunk.frames().end())));
        filters.getFirst().addInputLink("0:" + track.index());
        return new FilterChain().addFilters(filters);
    }

    /// The last picture stays on the screen until the film's end, for a little while: some codecs code "nothing changed"
    /// as nothing at all. What is missing for longer is damage, and must be seen as such.
    private static GenericFilter held(Grid grid) {
        return Filter.withName("tpad")
                .addArgument("start_mode", "clone")
                .addArgument("stop_mode", "clone")
                .addArgument("stop", Long.toString(grid.rate().slotsIn(LONGEST_HOLD)));
    }

    /// Whether the first filter that touches the pixels is the scaler, which alone copes with pictures that change their
    /// size or form on the way. Others would read beyond a smaller picture's end.
    static boolean takeAnySize(VideoTrack track) {
        return !track.scan().interlaced() && track.orientation().equals(Orientation.UPRIGHT);
    }

    /// One picture for each frame, from the lines of both fields; frames that are not interlaced pass as they are.
    static List<GenericFilter> deinterlaced(VideoTrack track) {
        return track.scan().interlaced()
                ? List.of(Filter.withName("bwdif")
                        .addArgument("mode", "send_frame")
                        .addArgument("deint", "interlaced"))
                : List.of();
    }

    /// Square pixels, 8 bits, BT.709 in limited range: what every player shows alike.
    ///
    /// The scaler comes first, whatever follows: it alone copes with pictures that change their size on the way.
    static List<GenericFilter> toStandard(VideoTrack track, FrameSize size) {
        List<GenericFilter> filters = new ArrayList<>();
        if (ColourMapping.isNeeded(track.colour())) {
            filters.add(scaled(size));
            filters.addAll(ColourMapping.toStandard(track.colour()));
        } else {
            filters.add(scaled(size)
                    .addArgument("in_color_matrix", matrix(track))
                    .addArgument("out_color_matrix", "bt709")
                    .addArgument("out_range", "limited"));
        }
        if (track.transparent()) {
            // A colour times its opacity is what it is on black.
            filters.add(Filter.withName("format").addArgument("yuva444p"));
            filters.add(Filter.withName("premultiply").addArgument("inplace", "1"));
        }
        filters.add(Filter.withName("format").addArgument("yuv420p"));
        filters.add(Filter.withName("setsar").addArgument("1"));
        filters.add(Filter.withName("setparams")
                .addArgument("range", "limited")
                .addArgument("color_primaries", "bt709")
                .addArgument("color_trc", "bt709")
                .addArgument("colorspace", "bt709"));
        return filters;
    }

    private static List<GenericFilter> smaller(FrameSize size) {
        return List.of(scaled(size), Filter.withName("setsar").addArgument("1"));
    }

    static GenericFilter scaled(FrameSize size) {
        return Filter.withName("scale")
                .addArgument("w", Integer.toString(size.width()))
                .addArgument("h", Integer.toString(size.height()))
                .addArgument("flags", "bicubic");
    }

    /// What the file says, else what is usual for its size. ffmpeg alone would take BT.601 for all that say nothing.
    static String matrix(VideoTrack track) {
        if (track.colour().matrix().isPresent()) {
            return "auto";
        }
        return track.coded().shortSide() >= HIGH_DEFINITION_LINES ? "bt709" : "smpte170m";
    }
}
