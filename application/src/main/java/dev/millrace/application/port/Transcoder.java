package dev.millrace.application.port;

import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.work.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Turns media into other media. Every result was decoded or otherwise proven before it is returned: exit code 0 of a
/// tool proves nothing.
///
/// Each call runs on the caller's thread until it is done. **Interrupting the caller is the whole cancellation**: the
/// tool and its children are gone within a second, files in the scratch folder are not needed any more, and
/// [InterruptedException] is thrown. Every call throws [MediaFailed] for expected failures.
public interface Transcoder {
    /// What it can do. Does not change while the process lives.
    Capabilities capabilities();

    /// Reads the source once: where its pictures lie, and its sound encoded whole.
    ///
    /// A rendition whose track has no packets is left out of the answer. So is all sound when the clock of the pictures
    /// is not steady: it could not be placed in time either.
    Indexed index(IndexRequest request, Workbench bench) throws MediaFailed, InterruptedException;

    /// Copies tracks of a source whose clock jumps into one file in the scratch folder, without encoding, on a clock
    /// that runs steadily.
    ///
    /// @param tracks streams to copy, in this order
    Path mend(SourceAccess source, List<Integer> tracks, Workbench bench) throws MediaFailed, InterruptedException;

    /// Encodes one chunk at all sizes in one decode. Segments go to the bench's sink while it runs; chunks of one
    /// plan have identical headers.
    Product.EncodedChunk encode(ChunkRequest request, Workbench bench) throws MediaFailed, InterruptedException;

    /// Joins segments into one MP4 file in the scratch folder, without encoding, its index in front.
    RemuxedFile remux(RemuxRequest request, Workbench bench) throws MediaFailed, InterruptedException;

    /// Takes a picture that shows something, as a JPEG in the scratch folder.
    StillPicture still(StillRequest request, Workbench bench) throws MediaFailed, InterruptedException;

    /// The result of [#index].
    ///
    /// @param pictures where they lie; empty when the request named no picture track
    /// @param sound one for each rendition that was asked for and has sound, in that order
    record Indexed(Optional<SourceIndex> pictures, List<SegmentedTrack> sound) {
        /// Copies the list.
        public Indexed {
            sound = List.copyOf(sound);
        }
    }
}
