package dev.millrace.domain.work;

import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.RenditionId;
import java.util.List;
import java.util.Optional;

/// What a task that is done leaves to those that need it.
public sealed interface Product {
    /// Of [Work.Probe].
    ///
    /// @param source what the headers say
    record Probed(SourceInfo source) implements Product {}

    /// Of [Work.Index].
    ///
    /// @param sound one for each audio rendition, in the order of the plan
    /// @param warnings where packets and headers disagree
    /// @param mended what the tasks that follow read instead of the job's source; empty unless its clock jumps
    record Indexed(List<SegmentedTrack> sound, List<Warning> warnings, Optional<Mended> mended) implements Product {
        /// Copies the lists.
        public Indexed {
            sound = List.copyOf(sound);
            warnings = List.copyOf(warnings);
        }
    }

    /// A copy of a source whose clock jumps, on a clock that runs steadily.
    ///
    /// @param file the copy, with the tracks that the plan uses
    /// @param source what its headers say
    record Mended(StoredFile file, SourceInfo source) {}

    /// Of [Work.EncodeChunk].
    ///
    /// @param renditions this chunk's part of each rendition
    /// @param frames how many frames each of them holds
    record EncodedChunk(List<SegmentedTrack> renditions, long frames) implements Product {
        /// Copies the list.
        public EncodedChunk {
            renditions = List.copyOf(renditions);
        }
    }

    /// Of [Work.Stills].
    ///
    /// @param poster the JPEG
    /// @param size of the picture
    record Pictured(StoredFile poster, FrameSize size) implements Product {}

    /// Of [Work.Remux].
    ///
    /// @param rendition the picture, or the first sound where there is no picture
    /// @param file the MP4
    /// @param duration its length
    record Remuxed(RenditionId rendition, StoredFile file, MediaDuration duration) implements Product {}

    /// Of [Work.Publish].
    ///
    /// @param outputs everything a client may download
    record Published(List<Output> outputs) implements Product {
        /// Copies the list.
        public Published {
            outputs = List.copyOf(outputs);
        }
    }
}
