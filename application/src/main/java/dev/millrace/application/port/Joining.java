package dev.millrace.application.port;

import java.util.List;

/// What came of joining the parts of an upload.
public sealed interface Joining {
    /// The object lies under its key, with exactly the size that was announced.
    record Whole() implements Joining {}

    /// Parts are missing, or have another size than they should. Nothing changed.
    ///
    /// @param missing their numbers, ascending, at least one
    record Incomplete(List<Integer> missing) implements Joining {
        /// Copies the list.
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    /// The upload was aborted, or never opened.
    record Gone() implements Joining {}
}
