package dev.millrace.application.port;

import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.WorkKind;
import java.util.Set;

/// What a transcoder can do.
///
/// @param kinds of work; probing and publishing need not be named, every worker does them
/// @param encoder its build
public record Capabilities(Set<WorkKind> kinds, EncoderFingerprint encoder) {
    /// Copies the set.
    public Capabilities {
        kinds = Set.copyOf(kinds);
    }
}
