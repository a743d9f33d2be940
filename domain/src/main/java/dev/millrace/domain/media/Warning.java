package dev.millrace.domain.media;

/// Something unusual in a source that did not stop the work.
///
/// @param code a stable word in lower case, such as `duration_unknown`
/// @param sentence what was unusual and what was done about it
public record Warning(String code, String sentence) {}
