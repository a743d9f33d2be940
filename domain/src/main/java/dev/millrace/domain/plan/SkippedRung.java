package dev.millrace.domain.plan;

/// A rung that is not made from this source, and why.
///
/// @param rendition the name it would have had
/// @param reason a sentence
public record SkippedRung(RenditionId rendition, String reason) {}
