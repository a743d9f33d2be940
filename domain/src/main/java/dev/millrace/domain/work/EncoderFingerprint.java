package dev.millrace.domain.work;

/// Which build of the encoders a worker has. Chunks of one job must come from one build: players need their headers to
/// be the same to the byte.
///
/// @param value opaque; equal for equal builds
public record EncoderFingerprint(String value) {
    /// Refuses the empty text.
    public EncoderFingerprint {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a fingerprint is not blank");
        }
    }
}
