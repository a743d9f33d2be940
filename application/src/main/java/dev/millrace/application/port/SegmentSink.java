package dev.millrace.application.port;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.plan.RenditionId;
import java.nio.file.Path;

/// Takes finished files of an attempt and stores them below the attempt's prefix.
public interface SegmentSink {
    /// Stores a file as `<rendition>/<name>`. The file may be deleted afterwards, but not changed. Storing the same
    /// name again replaces it.
    StoredFile store(RenditionId rendition, String name, Path file, MediaType type)
            throws MediaFailed, InterruptedException;
}
