package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [ProbeController] does.
@Singleton
final class ProbesChapter implements Chapter {
    static final Schema WAITING = Schema.object()
            .with("status", Schema.exactly("waiting"), "Ask again.")
            .named("Waiting");

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public String what() {
        return "What a source is, and what would be made of it.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                answering(Operation.of(
                                        "POST /probe",
                                        "probeSource",
                                        "Has a worker read the headers of a source, before all other work. The answer says what it"
                                                + " is, and what the profile `web` would make of it.")
                                .takes(JobSchemas.PROBED))
                        .refuses(
                                FailureCode.INPUT_NOT_FOUND,
                                FailureCode.PROFILE_UNKNOWN,
                                FailureCode.STORAGE_UNAVAILABLE),
                answering(Operation.of(
                                "GET /probe/{id}",
                                "getProbe",
                                "Asks for the answer to a probe or a dry run that took longer. It is kept for an hour.")
                        .path("id", Schema.id(), "Which probe.")));
    }

    private static Operation answering(Operation operation) {
        return operation
                .answers(200, MediaSchemas.PLAN, "What the source is and what would be made of it.")
                .answers(202, WAITING, "No worker has looked yet.")
                .telling("Location", "Where to ask again.")
                .telling("Retry-After", "After how many seconds.")
                .refuses(FailureCode.NOTHING_TO_MAKE)
                .refuses(ProblemSchema.sources());
    }
}
