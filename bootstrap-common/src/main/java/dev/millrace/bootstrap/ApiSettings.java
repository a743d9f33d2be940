package dev.millrace.bootstrap;

/// How an API serves, wherever it runs.
///
/// @param perSecond how many requests of one tenant are answered in a second
/// @param queuedJobs how many jobs of one tenant may be queued
/// @param accessLog whether a line is written for every request
public record ApiSettings(int perSecond, int queuedJobs, boolean accessLog) {
    /// Reads `MILLRACE_REQUESTS_PER_SECOND`, `MILLRACE_QUEUED_JOBS` and `MILLRACE_ACCESS_LOG`.
    ///
    /// @throws IllegalArgumentException with a sentence for people when one of them can't be used
    public static ApiSettings from(Settings settings) {
        return new ApiSettings(
                settings.number("MILLRACE_REQUESTS_PER_SECOND", 100, 1, 1_000_000),
                settings.number("MILLRACE_QUEUED_JOBS", 10_000, 1, 100_000_000),
                settings.yes("MILLRACE_ACCESS_LOG"));
    }
}
