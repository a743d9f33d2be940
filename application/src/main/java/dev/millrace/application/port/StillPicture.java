package dev.millrace.application.port;

import dev.millrace.domain.media.FrameSize;
import java.nio.file.Path;

/// A JPEG in a scratch folder.
///
/// @param file where
/// @param size of the picture
public record StillPicture(Path file, FrameSize size) {}
