package dev.millrace.application.port;

import dev.millrace.domain.media.ByteSize;

/// A part that lies in storage, whole.
///
/// @param number from 1
/// @param size how large it is there
public record ArrivedPart(int number, ByteSize size) {}
