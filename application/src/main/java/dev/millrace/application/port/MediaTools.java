package dev.millrace.application.port;

/// The tools of one machine that read and make media.
public interface MediaTools {
    /// Reads headers.
    MediaProbe probe();

    /// Encodes, joins, takes pictures.
    Transcoder transcoder();
}
