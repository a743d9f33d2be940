package dev.millrace.domain.profile;

/// A form in which renditions reach a player. A further format is a further record here.
public sealed interface Delivery {
    /// HTTP Live Streaming with fragmented MP4 segments (RFC 8216, CMAF).
    record Hls() implements Delivery {}

    /// One MP4 file for each picture rendition, with all sound, its index in front.
    record Mp4() implements Delivery {}
}
