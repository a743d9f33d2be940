package dev.millrace.standalone.result;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which file of the output folder holds what:
///
/// ```
/// 1080p.mp4                  a whole film for each picture rendition; audio-1.m4a where there is none
/// hls/master.m3u8            what a player opens
/// hls/1080p/index.m3u8       and beside it init.mp4, 000001.m4s, 000002.m4s, …
/// dash/manifest.mpd          over the same segments, which lie below dash/ where there is no HLS
/// poster.jpg
/// ```
///
/// @param entries all files but the describing document, in the order in which people want to read of them
record ResultLayout(List<Entry> entries) {
    ResultLayout {
        entries = List.copyOf(entries);
    }

    /// A file.
    ///
    /// @param path relative to the folder, with `/` between names
    /// @param kind the word for what it is
    /// @param rendition empty for what belongs to all
    /// @param content where it comes from
    record Entry(String path, String kind, Optional<RenditionId> rendition, Content content) {
        static Entry stored(String path, String kind, Optional<RenditionId> rendition, StoredFile file) {
            return new Entry(path, kind, rendition, new Content.Stored(file));
        }

        static Entry written(String path, String kind, Optional<RenditionId> rendition, String text) {
            return new Entry(path, kind, rendition, new Content.Written(text));
        }
    }

    /// Where a file comes from.
    sealed interface Content {
        /// From storage, byte by byte.
        record Stored(StoredFile file) implements Content {}

        /// It is written here.
        record Written(String text) implements Content {}
    }

    static ResultLayout of(FinishedJob finished) {
        List<Entry> first = new ArrayList<>();
        Optional<Streams> streams = Streams.of(finished);
        for (Delivery delivery : finished.job().profile().deliveries()) {
            switch (delivery) {
                case Delivery.Hls _ -> streams.ifPresent(made -> first.addFirst(made.multivariant()));
                case Delivery.Dash _ -> streams.ifPresent(made -> first.add(made.manifest()));
                case Delivery.Mp4 _ -> finished.outputs(OutputKind.MP4).forEach(output -> first.add(film(output)));
            }
        }
        finished.outputs(OutputKind.POSTER)
                .forEach(output -> first.add(Entry.stored("poster.jpg", "poster", output.rendition(), output.file())));
        streams.ifPresent(made -> first.addAll(made.files()));
        return new ResultLayout(first);
    }

    private static Entry film(Output output) {
        String extension = output.type().equals(MediaType.M4A) ? ".m4a" : ".mp4";
        return Entry.stored(output.rendition().orElseThrow() + extension, "mp4", output.rendition(), output.file());
    }
}
