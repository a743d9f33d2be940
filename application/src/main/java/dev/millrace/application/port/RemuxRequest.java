package dev.millrace.application.port;

import dev.millrace.domain.media.Language;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.RenditionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Segments to join into one file.
///
/// @param picture empty for a file of sound alone
/// @param sound in the order of their tracks, the preferred one first
public record RemuxRequest(Optional<Pictures> picture, List<Sound> sound) {
    /// Copies the list.
    public RemuxRequest {
        sound = List.copyOf(sound);
    }

    /// A rendition's files on this machine.
    ///
    /// @param init its header
    /// @param segments in the order of time
    public record Files(Path init, List<Path> segments) {
        /// Copies the list.
        public Files {
            segments = List.copyOf(segments);
        }
    }

    /// The pictures.
    ///
    /// @param rendition which
    /// @param grid their time base
    /// @param frames how many the file must hold
    /// @param files where they lie
    public record Pictures(RenditionId rendition, Grid grid, long frames, Files files) {}

    /// One track of sound.
    ///
    /// @param rendition which
    /// @param language empty when the source does not say
    /// @param files where it lies
    public record Sound(RenditionId rendition, Optional<Language> language, Files files) {}
}
