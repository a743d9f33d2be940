package dev.millrace.standalone.serve;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.rest.AccessKey;
import dev.millrace.adapter.rest.ReachableNetworks;
import dev.millrace.bootstrap.ApiSettings;
import dev.millrace.domain.plan.ChunkPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server is told.
///
/// @param host the address to listen on
/// @param port the port to listen on, 0 for any free one
/// @param publicUrl what clients reach it by, without a slash at the end; empty when that is where it listens
/// @param key what callers must know; empty: nobody is asked
/// @param origins of pages of other sites that may use it
/// @param serving how the API serves
/// @param webhooks where webhooks may go
/// @param data where it keeps everything
/// @param caches where its database's programs may be unpacked, best first
/// @param ffmpeg where to look for ffmpeg
/// @param slots how many tasks run at once, at least 1
/// @param chunks how films are cut
public record ServerSettings(
        InetAddress host,
        int port,
        Optional<URI> publicUrl,
        Optional<AccessKey> key,
        Set<String> origins,
        ApiSettings serving,
        ReachableNetworks webhooks,
        Path data,
        List<Path> caches,
        FfmpegConfig ffmpeg,
        int slots,
        ChunkPolicy chunks) {
    /// Copies what can be changed.
    public ServerSettings {
        origins = Set.copyOf(origins);
        caches = List.copyOf(caches);
    }
}
