package dev.millrace.domain.work;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why a task that is ready stays where it is: no worker that is alive can take it.
///
/// @param reason for programs
/// @param sentence for people: what, why, and what to do
public record Blocked(Reason reason, String sentence) {
    /// A stable name of what is missing.
    public enum Reason {
        /// No worker is alive that takes tasks.
        NO_WORKER,
        /// None of them knows that kind of work.
        KIND_UNKNOWN,
        /// None of them has the build of the encoders that the job's other chunks are encoded with.
        ENCODER_MISSING;

        /// The word used in REST and metrics, in lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Empty when somebody can do it.
    public static Optional<Blocked> of(Need need, Workforce workers) {
        if (workers.others()) {
            return Optional.empty();
        }
        if (workers.known().isEmpty()) {
            return Optional.of(new Blocked(
                    Reason.NO_WORKER, "No worker is alive that takes tasks, so nothing is done; start one."));
        }
        Set<Abilities> able = workers.known().stream()
                .filter(worker -> worker.kinds().contains(need.kind()))
                .collect(Collectors.toSet());
        if (able.isEmpty()) {
            return Optional.of(new Blocked(
                    Reason.KIND_UNKNOWN,
                    "No living worker can do tasks of the kind " + need.kind().word()
                            + "; start one that can, of a version as new as that of the API."));
        }
        return need.encoder()
                .filter(encoder ->
                        able.stream().noneMatch(worker -> worker.encoder().equals(encoder)))
                .map(encoder -> new Blocked(
                        Reason.ENCODER_MISSING,
                        "The chunks of a job are encoded by one build of the encoders, and no living worker has the one that"
                                + " this job began with; start a worker with it, or submit the job again."));
    }
}
