package dev.millrace.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Something that was made of a job.
///
/// @param kind `mp4`, `hls_master`, `hls_media`, `dash_manifest` or `poster`
/// @param rendition which it belongs to, if to one
/// @param key where it lies in storage
/// @param contentType its media type
/// @param size in bytes
/// @param sha256 of its bytes, in lower-case hexadecimal digits
/// @param durationSeconds of what is played
/// @param bitrate of a whole media file, in bits per second
/// @param url to download it, for a while
public record Output(
        String kind,
        @Nullable String rendition,
        String key,
        @JsonProperty("content_type") String contentType,
        long size,
        String sha256,
        @JsonProperty("duration_seconds") @Nullable Double durationSeconds,
        @Nullable Long bitrate,
        @Nullable String url) {}
