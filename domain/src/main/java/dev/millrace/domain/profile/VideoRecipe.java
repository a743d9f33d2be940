package dev.millrace.domain.profile;

/// How pictures are encoded.
///
/// @param encoder the encoder and its settings
/// @param ladder the sizes to make
public record VideoRecipe(VideoEncoder encoder, Ladder ladder) {}
