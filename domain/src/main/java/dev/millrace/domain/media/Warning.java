package dev.millrace.domain.media;

/// Something unusual in a source that did not stop the work.
///
/// @param code the word of a [WarningCode], or of one that only a newer version knows
/// @param sentence what was unusual and what was done about it
public record Warning(String code, String sentence) {}
