package dev.millrace.application.client;

/// All that clients may ask of an engine: what a driving adapter is built on.
///
/// @param submit accepts jobs
/// @param cancel stops them
/// @param retry tries them again
/// @param delete removes them
/// @param watch waits for their changes
/// @param read shows them
/// @param health says whether everything answers
public record UseCases(
        SubmitJob submit,
        CancelJob cancel,
        RetryJob retry,
        DeleteJob delete,
        WatchJob watch,
        ReadJobs read,
        CheckHealth health) {}
