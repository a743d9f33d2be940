package dev.millrace.domain.media;

/// One stream of pictures or sound in a source. Cover art and data are no tracks.
public sealed interface Track permits VideoTrack, AudioTrack {
    /// The stream's index in the file, from 0.
    int index();

    /// ffmpeg's name of the codec, such as `h264` or `aac`.
    String codec();

    /// Whether the file marks it as the one to play unless told otherwise.
    boolean preferred();
}
