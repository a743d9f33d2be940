package dev.millrace.application.port;

/// Where a listing goes on. Opaque to clients; made and read by the same adapter.
///
/// @param value text fit for a URL
public record Cursor(String value) {}
