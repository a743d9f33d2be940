package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.RemuxRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A playlist over files that lie anywhere on this machine, by which ffmpeg reads a header and its segments as one
/// stream, opening one file at a time.
///
/// The files are linked into a folder of the scratch folder under plain names, because a playlist has no way to write a
/// path with a line break, a `#` or a `?` in it.
record OwnPlaylist(String name) {
    /// Writes the playlist and the links.
    ///
    /// @return the playlist's name, from the scratch folder
    String write(RemuxRequest.Files files, Path scratch) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve(name));
        Files.createSymbolicLink(
                folder.resolve(SegmentFolder.HEADER), files.init().toAbsolutePath());
        List<String> lines = new ArrayList<>(List.of(
                "#EXTM3U",
                "#EXT-X-VERSION:7",
                "#EXT-X-TARGETDURATION:10",
                "#EXT-X-PLAYLIST-TYPE:VOD",
                "#EXT-X-MAP:URI=\"" + SegmentFolder.HEADER + "\""));
        for (int i = 0; i < files.segments().size(); i++) {
            String segment = String.format(Locale.ROOT, "%06d.m4s", i);
            Files.createSymbolicLink(
                    folder.resolve(segment), files.segments().get(i).toAbsolutePath());
            // ffmpeg takes times from the segments; the length here is only for seeking, which is not done.
            lines.add("#EXTINF:10,");
            lines.add(segment);
        }
        lines.add("#EXT-X-ENDLIST");
        Files.write(folder.resolve("index.m3u8"), lines);
        return name + "/index.m3u8";
    }
}
