package dev.millrace.domain.media;

import java.util.Optional;

/// The file format around the tracks.
///
/// @param format ffmpeg's name of its demuxer, such as `mov,mp4,m4a,3gp,3g2,mj2`
/// @param size of the whole file
/// @param version of the object that was probed, as its storage tells it; empty where it lies on the worker's own disk, or
///     where an older Millrace probed it
public record Container(String format, ByteSize size, Optional<String> version) {
    /// The same file as that version of its object.
    public Container of(String tag) {
        return new Container(format, size, Optional.of(tag));
    }

    /// Whether the container says where every key picture is, so that a seek lands on it exactly.
    ///
    /// Measured: in ISO files and Matroska a seek to the last key picture before a frame always gave that frame, in
    /// other containers it took the one before.
    public boolean exactlyIndexed() {
        return format.startsWith("mov") || format.startsWith("matroska");
    }
}
