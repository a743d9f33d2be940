package dev.millrace.standalone.result;

import dev.millrace.domain.delivery.DashManifest;
import dev.millrace.domain.delivery.HlsPlaylists;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.RelativeLinks;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.standalone.result.ResultLayout.Entry;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The files of the adaptive deliveries. HLS and DASH share their segments, which lie in a folder for each rendition.
///
/// @param presentation what was made
/// @param hls whether HLS playlists are among them
/// @param root the folder of the segments' folders
/// @param names where each object lies in the output folder
record Streams(Presentation presentation, boolean hls, String root, Map<ObjectKey, String> names) {
    private static final String MANIFEST = "dash/manifest.mpd";

    /// Empty when nothing is delivered in segments.
    static Optional<Streams> of(FinishedJob finished) {
        Profile profile = finished.job().profile();
        boolean hls = profile.delivers(Delivery.Hls.class);
        if (!hls && !profile.delivers(Delivery.Dash.class)) {
            return Optional.empty();
        }
        Presentation presentation = finished.presentation();
        String root = hls ? "hls" : "dash";
        Map<ObjectKey, String> names = new LinkedHashMap<>();
        presentation.tracks().forEach(track -> name(root + "/" + track.rendition() + "/", track, names));
        return Optional.of(new Streams(presentation, hls, root, names));
    }

    Entry multivariant() {
        String text = new HlsPlaylists(presentation).multivariant(rendition -> URI.create(rendition + "/index.m3u8"));
        return Entry.written("hls/master.m3u8", "hls_master", Optional.empty(), text);
    }

    Entry manifest() {
        RelativeLinks links = new RelativeLinks(new ObjectKey(MANIFEST));
        String text = new DashManifest(presentation).text(key -> links.to(new ObjectKey(name(key))));
        return Entry.written(MANIFEST, "dash_manifest", Optional.empty(), text);
    }

    /// Playlists of single renditions, headers and segments.
    List<Entry> files() {
        List<Entry> files = new ArrayList<>();
        for (SegmentedTrack track : presentation.tracks()) {
            Optional<RenditionId> rendition = Optional.of(track.rendition());
            if (hls) {
                files.add(playlist(track.rendition()));
            }
            files.add(stored("init", rendition, track.init()));
            track.segments().forEach(segment -> files.add(stored("segment", rendition, segment.file())));
        }
        return files;
    }

    private Entry playlist(RenditionId rendition) {
        ObjectKey path = new ObjectKey(root + "/" + rendition + "/index.m3u8");
        RelativeLinks links = new RelativeLinks(path);
        String text = new HlsPlaylists(presentation).media(rendition, key -> links.to(new ObjectKey(name(key))));
        return Entry.written(path.value(), "hls_media", Optional.of(rendition), text);
    }

    private Entry stored(String what, Optional<RenditionId> rendition, StoredFile file) {
        return Entry.stored(name(file.key()), root + "_" + what, rendition, file);
    }

    private String name(ObjectKey key) {
        String name = names.get(key);
        if (name == null) {
            throw new IllegalStateException("no place for " + key);
        }
        return name;
    }

    private static void name(String folder, SegmentedTrack track, Map<ObjectKey, String> names) {
        names.put(track.init().key(), folder + "init.mp4");
        for (int i = 0; i < track.segments().size(); i++) {
            ObjectKey key = track.segments().get(i).file().key();
            names.put(key, folder + String.format(Locale.ROOT, "%06d.m4s", i + 1));
        }
    }
}
