package dev.millrace.domain.delivery;

import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import java.util.Optional;

/// One published object of a completed job. Segments are not listed here; playlists name them.
///
/// @param kind what it is for
/// @param rendition which rendition it holds; empty for what belongs to the whole job
/// @param file the object
/// @param type for downloads
/// @param duration its length; empty for pictures
public record Output(
        OutputKind kind,
        Optional<RenditionId> rendition,
        StoredFile file,
        MediaType type,
        Optional<MediaDuration> duration) {}
