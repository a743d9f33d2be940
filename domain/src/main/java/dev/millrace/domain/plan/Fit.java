package dev.millrace.domain.plan;

import dev.millrace.domain.failure.Failure;

/// What came of fitting a profile to a source.
public sealed interface Fit {
    /// It fits.
    ///
    /// @param plan what will be made
    record Fitted(Plan plan) implements Fit {}

    /// It does not.
    ///
    /// @param failure why
    record Refused(Failure failure) implements Fit {}
}
