package dev.millrace.standalone.result;

import dev.millrace.domain.delivery.HlsPlaylists;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.Delivery;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which file of the output folder holds what:
///
/// ```
/// 1080p.mp4                  a whole film for each picture rendition; audio-1.m4a where there is none
/// hls/master.m3u8            what a player opens
/// hls/1080p/index.m3u8       and beside it init.mp4, 000001.m4s, 000002.m4s, …
/// poster.jpg
/// ```
///
/// @param entries all files but the describing document, in the order in which people want to read of them
record ResultLayout(List<Entry> entries) {
    private static final String MASTER = "hls/master.m3u8";

    ResultLayout {
        entries = List.copyOf(entries);
    }

    /// A file.
    ///
    /// @param path relative to the folder, with `/` between names
    /// @param kind the word for what it is
    /// @param rendition empty for what belongs to all
    /// @param content where it comes from
    record Entry(String path, String kind, Optional<RenditionId> rendition, Content content) {}

    /// Where a file comes from.
    sealed interface Content {
        /// From storage, byte by byte.
        record Stored(StoredFile file) implements Content {}

        /// It is written here.
        record Written(String text) implements Content {}
    }

    static ResultLayout of(FinishedJob finished) {
        List<Entry> first = new ArrayList<>();
        List<Entry> segments = new ArrayList<>();
        for (Delivery delivery : finished.job().profile().deliveries()) {
            switch (delivery) {
                case Delivery.Hls _ -> {
                    Presentation presentation = finished.presentation();
                    first.addFirst(written(MASTER, "hls_master", Optional.empty(), multivariant(presentation)));
                    presentation.tracks().forEach(track -> segments.addAll(stream(presentation, track)));
                }
                case Delivery.Mp4 _ -> finished.outputs(OutputKind.MP4).forEach(output -> first.add(film(output)));
            }
        }
        finished.outputs(OutputKind.POSTER)
                .forEach(output -> first.add(stored("poster.jpg", "poster", output.rendition(), output.file())));
        first.addAll(segments);
        return new ResultLayout(first);
    }

    private static Entry film(Output output) {
        String extension = output.type().equals(MediaType.M4A) ? ".m4a" : ".mp4";
        return stored(output.rendition().orElseThrow() + extension, "mp4", output.rendition(), output.file());
    }

    private static String multivariant(Presentation presentation) {
        return new HlsPlaylists(presentation).multivariant(rendition -> URI.create(rendition + "/index.m3u8"));
    }

    private static List<Entry> stream(Presentation presentation, SegmentedTrack track) {
        Optional<RenditionId> rendition = Optional.of(track.rendition());
        String folder = "hls/" + track.rendition() + "/";
        Map<ObjectKey, String> names = new HashMap<>();
        List<Entry> files = new ArrayList<>();
        names.put(track.init().key(), "init.mp4");
        files.add(stored(folder + "init.mp4", "hls_init", rendition, track.init()));
        for (int i = 0; i < track.segments().size(); i++) {
            StoredFile segment = track.segments().get(i).file();
            String name = String.format(Locale.ROOT, "%06d.m4s", i + 1);
            names.put(segment.key(), name);
            files.add(stored(folder + name, "hls_segment", rendition, segment));
        }
        String playlist =
                new HlsPlaylists(presentation).media(track.rendition(), key -> URI.create(names.getOrDefault(key, "")));
        files.addFirst(written(folder + "index.m3u8", "hls_media", rendition, playlist));
        return files;
    }

    private static Entry stored(String path, String kind, Optional<RenditionId> rendition, StoredFile file) {
        return new Entry(path, kind, rendition, new Content.Stored(file));
    }

    private static Entry written(String path, String kind, Optional<RenditionId> rendition, String text) {
        return new Entry(path, kind, rendition, new Content.Written(text));
    }
}
