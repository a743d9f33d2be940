package dev.millrace.domain.media;

import java.util.Optional;

/// A stream of sound.
///
/// @param index the stream's index in the file, from 0
/// @param codec ffmpeg's name of the codec
/// @param preferred whether the file marks it as the one to play
/// @param channels at least 1
/// @param sampleRate samples per second and channel, at least 1
/// @param language empty when the file does not say
public record AudioTrack(
        int index, String codec, boolean preferred, int channels, int sampleRate, Optional<Language> language)
        implements Track {
    /// Refuses sound that can't be heard.
    public AudioTrack {
        if (index < 0 || channels < 1 || sampleRate < 1) {
            throw new IllegalArgumentException(
                    "not sound: stream " + index + ", " + channels + " channels at " + sampleRate + " Hz");
        }
    }
}
