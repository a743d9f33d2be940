package dev.millrace.domain.webhook;

import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What of a job's history is told to webhooks.
public enum WebhookEvent {
    /// It was accepted, or is tried again.
    QUEUED(JobStatus.QUEUED),
    /// A worker began.
    STARTED(JobStatus.PROCESSING),
    /// A task is done. There are as many as a job has tasks.
    PROGRESSED(JobStatus.PROCESSING),
    /// Its outputs are there.
    COMPLETED(JobStatus.COMPLETED),
    /// It was given up.
    FAILED(JobStatus.FAILED),
    /// Its owner stopped it.
    CANCELED(JobStatus.CANCELED);

    /// What is told unless a webhook asks for something else: all but progress.
    public static final Set<WebhookEvent> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(PROGRESSED)));

    private final JobStatus status;

    WebhookEvent(JobStatus status) {
        this.status = status;
    }

    /// What is told of an event of the history; empty when nothing is.
    public static Optional<WebhookEvent> of(JobEvent.Type type) {
        return switch (type) {
            case QUEUED, RETRIED -> Optional.of(QUEUED);
            case STARTED -> Optional.of(STARTED);
            case PROGRESSED -> Optional.of(PROGRESSED);
            case COMPLETED -> Optional.of(COMPLETED);
            case FAILED -> Optional.of(FAILED);
            case CANCELED -> Optional.of(CANCELED);
            case PAUSED, RESUMED, PRIORITIZED -> Optional.empty();
        };
    }

    /// How the job stands after it.
    public JobStatus status() {
        return status;
    }

    /// The word used in messages and REST, such as `job.completed`.
    public String word() {
        return "job." + name().toLowerCase(Locale.ROOT);
    }

    /// The event of that word; empty for a word of a newer version.
    public static Optional<WebhookEvent> ofWord(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word().equals(word))
                .findFirst();
    }
}
