package dev.millrace.domain.profile;

import dev.millrace.domain.failure.Violation;
import java.util.List;

/// What came of reading a profile.
public sealed interface ProfileReading {
    /// It keeps every rule.
    ///
    /// @param profile as it was written, with defaults filled in
    record Read(Profile profile) implements ProfileReading {}

    /// It breaks rules.
    ///
    /// @param violations all of them, at least one
    record Invalid(List<Violation> violations) implements ProfileReading {
        /// Copies the list.
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
