package dev.millrace.domain.profile;

/// An encoder of sound with its settings. A further codec is a further record here.
public sealed interface AudioEncoder {
    /// AAC, low complexity: what every player takes.
    record AacLc() implements AudioEncoder {}
}
