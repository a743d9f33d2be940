package dev.millrace.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a request was not met (RFC 9457).
///
/// @param status of HTTP
/// @param code stable, such as `input_not_found`; `docs/errors.md` has them all
/// @param detail what is wrong, why, and what to do, for people
/// @param errors everything that is wrong with the body or the query
public record Problem(int status, String code, String detail, List<Violation> errors) {
    /// Of an answer that is no problem of Millrace's, such as one of a proxy.
    static final String UNKNOWN = "unknown";

    /// Copies the list.
    public Problem(int status, @Nullable String code, @Nullable String detail, @Nullable List<Violation> errors) {
        this.status = status;
        this.code = code == null ? UNKNOWN : code;
        this.detail = detail == null ? "" : detail;
        this.errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /// One place that is wrong.
    ///
    /// @param pointer to it
    /// @param detail what would be right there
    public record Violation(String pointer, String detail) {}
}
