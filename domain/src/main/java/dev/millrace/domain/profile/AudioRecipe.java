package dev.millrace.domain.profile;

import dev.millrace.domain.media.Bitrate;
import java.util.List;

/// How each track of sound is encoded.
///
/// @param encoder the encoder
/// @param bitrate of all channels together, 32k to 512k
/// @param channels 1 or 2; more are mixed down
/// @param sampleRate samples per second, 44100 or 48000
public record AudioRecipe(AudioEncoder encoder, Bitrate bitrate, int channels, int sampleRate) {
    /// The lowest bitrate.
    public static final Bitrate LOWEST = Bitrate.kbps(32);

    /// The highest bitrate.
    public static final Bitrate HIGHEST = Bitrate.kbps(512);

    /// The most channels.
    public static final int MOST_CHANNELS = 2;

    /// All sample rates, ascending.
    public static final List<Integer> SAMPLE_RATES = List.of(44_100, 48_000);

    /// Refuses what AAC-LC can't do well.
    public AudioRecipe {
        if (bitrate.compareTo(LOWEST) < 0 || bitrate.compareTo(HIGHEST) > 0) {
            throw new IllegalArgumentException("an audio bitrate is 32k to 512k, not " + bitrate);
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new IllegalArgumentException("audio has 1 or 2 channels, not " + channels);
        }
        if (!SAMPLE_RATES.contains(sampleRate)) {
            throw new IllegalArgumentException("a sample rate is 44100 or 48000, not " + sampleRate);
        }
    }
}
