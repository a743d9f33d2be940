package dev.millrace.standalone.result;

import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.RenditionId;
import java.util.Optional;

/// A file in the output folder.
///
/// @param path relative to the folder, with `/` between names
/// @param kind `hls_master`, `hls_media`, `hls_init`, `hls_segment`, `dash_manifest`, `dash_init`, `dash_segment`, `mp4` or
///     `poster`
/// @param rendition which one it holds; empty for what belongs to all
/// @param size of the file
/// @param sha256 digest of its bytes
public record ResultFile(String path, String kind, Optional<RenditionId> rendition, ByteSize size, String sha256) {}
