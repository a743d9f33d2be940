package dev.millrace.standalone.serve;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/// What a server is told.
///
/// @param host the address to listen on
/// @param port the port to listen on, 0 for any free one
/// @param data where it keeps everything
/// @param caches where its database's programs may be unpacked, best first
/// @param ffmpeg where to look for ffmpeg
/// @param slots how many tasks run at once, at least 1
public record ServerSettings(InetAddress host, int port, Path data, List<Path> caches, FfmpegConfig ffmpeg, int slots) {
    /// Copies the list.
    public ServerSettings {
        caches = List.copyOf(caches);
    }
}
