package dev.millrace.application.client;

import java.util.Optional;

/// All that clients may ask of an engine: what a driving adapter is built on.
///
/// @param submit accepts jobs
/// @param cancel stops them
/// @param retry tries them again
/// @param pause withholds them from workers and offers them again
/// @param prioritize makes them more or less urgent
/// @param delete removes them
/// @param watch waits for their changes
/// @param read shows them
/// @param follow tells how they change
/// @param outputs shows what was made
/// @param inspect says what a source is
/// @param health says whether everything answers
/// @param measures tells what the engine does and what waits
/// @param workers shows who works
/// @param drain makes a worker idle
/// @param profiles keeps recipes
/// @param keys says who may ask for what
/// @param webhooks says who is told
/// @param uploads takes sources; empty when clients can't send to the storage directly
/// @param play lets players play what is encoded; empty under the same condition
public record UseCases(
        SubmitJob submit,
        CancelJob cancel,
        RetryJob retry,
        PauseJob pause,
        PrioritizeJob prioritize,
        DeleteJob delete,
        WatchJob watch,
        ReadJobs read,
        FollowJobs follow,
        ReadOutputs outputs,
        InspectSource inspect,
        CheckHealth health,
        ReadMeasures measures,
        ReadWorkers workers,
        DrainWorker drain,
        ProfileUseCases profiles,
        KeyUseCases keys,
        WebhookUseCases webhooks,
        Optional<UploadUseCases> uploads,
        Optional<PlayJob> play) {}
