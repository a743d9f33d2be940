package dev.millrace.domain.profile;

/// Something made beside the renditions. A further kind is a further record here.
public sealed interface Extra {
    /// One JPEG picture of the film.
    record Poster() implements Extra {}
}
