package dev.millrace.domain.media;

/// The file format around the tracks.
///
/// @param format ffmpeg's name of its demuxer, such as `mov,mp4,m4a,3gp,3g2,mj2`
/// @param size of the whole file
public record Container(String format, ByteSize size) {
    /// Whether the container says where every key picture is, so that a seek lands on it exactly.
    ///
    /// Measured: in ISO files and Matroska a seek to the last key picture before a frame always gave that frame, in
    /// other containers it took the one before.
    public boolean exactlyIndexed() {
        return format.startsWith("mov") || format.startsWith("matroska");
    }
}
