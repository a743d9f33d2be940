package dev.millrace.adapter.local;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import java.util.Locale;
import java.util.Map;

/// What a file is, by the end of its name: a folder keeps no types beside its files. Nothing that a browser would run is
/// among them, so an upload that calls itself a page is served as bytes.
final class FileTypes {
    private static final MediaType BYTES = new MediaType("application/octet-stream");

    private static final Map<String, MediaType> TYPES = Map.ofEntries(
            Map.entry("m3u8", MediaType.HLS),
            Map.entry("mpd", new MediaType("application/dash+xml")),
            Map.entry("m4s", new MediaType("video/iso.segment")),
            Map.entry("mp4", MediaType.MP4),
            Map.entry("m4v", MediaType.MP4),
            Map.entry("m4a", MediaType.M4A),
            Map.entry("mov", new MediaType("video/quicktime")),
            Map.entry("webm", new MediaType("video/webm")),
            Map.entry("mkv", new MediaType("video/matroska")),
            Map.entry("vtt", new MediaType("text/vtt")),
            Map.entry("jpg", MediaType.JPEG),
            Map.entry("jpeg", MediaType.JPEG),
            Map.entry("png", new MediaType("image/png")),
            Map.entry("webp", new MediaType("image/webp")),
            Map.entry("json", new MediaType("application/json")));

    private FileTypes() {}

    static MediaType of(ObjectKey key) {
        String name = key.fileName();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, BYTES);
    }
}
