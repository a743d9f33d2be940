package dev.millrace.domain.failure;

import java.util.Objects;

/// An expected failure as a value: the code for programs, the sentence for people.
///
/// @param code what went wrong
/// @param sentence what, why and what next, in one sentence that names no secret and no storage URL
public record Failure(FailureCode code, String sentence) {
    /// Refuses an empty sentence.
    public Failure {
        Objects.requireNonNull(code);
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("a failure needs a sentence");
        }
    }

    /// Whether another attempt at the same work can end differently.
    public boolean retryable() {
        return code.retryable();
    }

    @Override
    public String toString() {
        return sentence + "   [" + code.word() + "]";
    }
}
