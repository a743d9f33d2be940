package dev.millrace.domain.work;

import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.RenditionId;
import java.util.List;
import java.util.Optional;

/// What a task does. It names only what its job's source and plan don't say already.
public sealed interface Work {
    /// Its kind.
    WorkKind kind();

    /// Reads the source's headers.
    record Probe() implements Work {
        @Override
        public WorkKind kind() {
            return WorkKind.PROBE;
        }
    }

    /// Reads the whole source once: finds where its pictures lie, and encodes its sound.
    record Index() implements Work {
        @Override
        public WorkKind kind() {
            return WorkKind.INDEX;
        }
    }

    /// Encodes the pictures of a chunk at all sizes, in one decode.
    ///
    /// @param chunk which frames
    /// @param entries ways into the source, to be tried in this order
    /// @param renditions what to make of them
    record EncodeChunk(Chunk chunk, List<Entry> entries, List<RenditionId> renditions) implements Work {
        /// Copies the lists.
        public EncodeChunk {
            entries = List.copyOf(entries);
            renditions = List.copyOf(renditions);
        }

        @Override
        public WorkKind kind() {
            return WorkKind.ENCODE_CHUNK;
        }
    }

    /// Takes one picture of the film as its poster.
    record Stills() implements Work {
        @Override
        public WorkKind kind() {
            return WorkKind.STILLS;
        }
    }

    /// Joins segments into a whole MP4 file, its index in front.
    ///
    /// @param picture the picture rendition; empty for a file of sound alone
    /// @param sound the sound renditions, in the order of their tracks
    record Remux(Optional<RenditionId> picture, List<RenditionId> sound) implements Work {
        /// Copies the list.
        public Remux {
            sound = List.copyOf(sound);
        }

        @Override
        public WorkKind kind() {
            return WorkKind.REMUX;
        }
    }

    /// Writes the playlists. It needs all other tasks, so settling it is the end of the job.
    record Publish() implements Work {
        @Override
        public WorkKind kind() {
            return WorkKind.PUBLISH;
        }
    }
}
