package dev.millrace.domain.profile;

/// An encoder of sound with its settings. A further codec is a further record here.
public sealed interface AudioEncoder {
    /// What it makes.
    AudioCodec codec();

    /// AAC, low complexity.
    record AacLc() implements AudioEncoder {
        @Override
        public AudioCodec codec() {
            return AudioCodec.AAC;
        }
    }
}
