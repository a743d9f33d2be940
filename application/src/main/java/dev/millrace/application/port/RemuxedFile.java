package dev.millrace.application.port;

import dev.millrace.domain.media.MediaDuration;
import java.nio.file.Path;

/// A whole file in a scratch folder.
///
/// @param file where
/// @param duration its length
public record RemuxedFile(Path file, MediaDuration duration) {}
