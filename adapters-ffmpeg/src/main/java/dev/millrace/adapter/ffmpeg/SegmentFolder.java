package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.domain.plan.RenditionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// The folder into which ffmpeg writes the segments of one rendition, and how it is told to.
///
/// ffmpeg keeps a playlist beside them, and names a segment there when it is finished; each version of the playlist is
/// moved into place whole.
///
/// @param rendition whose segments they are; the folder is called like it
record SegmentFolder(RenditionId rendition) {
    static final String HEADER = "init.mp4";

    /// A day of film in the shortest segments has a tenth of that.
    private static final int PLAYLIST_BYTES = 16 << 20;

    private static final Pattern SEGMENT = Pattern.compile("[0-9]{6,9}\\.m4s");

    /// The playlist's name, from the folder in which ffmpeg runs.
    String playlist() {
        return rendition + "/index.m3u8";
    }

    Path in(Path scratch) {
        return scratch.resolve(rendition.value());
    }

    /// Adds the options that make segments which join with those of other chunks: times stay as they are, also in the
    /// first segment of a chunk, and pictures are shown from the very tick at which they are decoded, so that the
    /// headers need no edit list, which players treat in different ways.
    ///
    /// @param length of a segment; cut to microseconds it is never too long, and a segment ends at the first key
    ///     picture that comes as late
    /// @param first the number of the first segment
    void segments(UrlOutput output, Duration length, long first) {
        output.setFormat("hls");
        output.addArguments("-map_metadata", "-1");
        output.addArguments("-map_chapters", "-1");
        output.addArguments("-fflags", "+bitexact");
        output.addArguments("-avoid_negative_ts", "disabled");
        output.addArguments("-hls_segment_type", "fmp4");
        output.addArguments("-hls_segment_options", "movflags=+cmaf+frag_discont+negative_cts_offsets");
        output.addArguments("-hls_time", Seconds.of(length));
        output.addArguments("-hls_playlist_type", "event");
        output.addArguments("-hls_flags", "temp_file");
        output.addArguments("-start_number", Long.toString(first));
        output.addArguments("-hls_fmp4_init_filename", HEADER);
        output.addArguments("-hls_segment_filename", rendition + "/%06d.m4s");
    }

    /// The names of the segments that are finished, in order.
    ///
    /// @throws BadOutput when the playlist names anything else: it may have been written by somebody else than ffmpeg
    List<String> finished(Path scratch) throws IOException, BadOutput {
        Path playlist = scratch.resolve(playlist());
        if (!Files.exists(playlist, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> names = new String(MadeFile.read(playlist, PLAYLIST_BYTES), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        if (!names.stream().allMatch(SEGMENT.asMatchPredicate())) {
            throw new BadOutput("the playlist names files that are no segments");
        }
        return names;
    }
}
