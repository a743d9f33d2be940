package dev.millrace.adapter.postgres;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job whose row this transaction holds: where it stands now, and what happened to it meanwhile.
final class LockedJob {

    private final JobRow row;
    private final Instant now;
    private JobState state;
    private @Nullable Instant startedAt;
    private long version;
    private final List<Happening> happenings = new ArrayList<>();

    /// An event to be.
    record Happening(long number, Instant at, JobEvent.Type type, String detail) {}

    /// @param now the moment of everything that happens in this transaction
    LockedJob(JobRow row, JobState state, Instant now) {
        this.row = row;
        this.state = state;
        this.now = now;
        this.startedAt = row.startedAt();
        this.version = row.version();
    }

    JobRow row() {
        return row;
    }

    String tenant() {
        return row.tenantId();
    }

    UUID id() {
        return row.id();
    }

    JobState state() {
        return state;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    long version() {
        return version;
    }

    List<Happening> happenings() {
        return happenings;
    }

    /// A task is done and leaves this; the job goes on.
    void progressed(String task) {
        happened(state, JobEvent.Type.PROGRESSED, task);
    }

    /// Moves on, and says so in the job's history.
    void happened(JobState next, JobEvent.Type type, String detail) {
        state = next;
        version++;
        happenings.add(new Happening(version, now, type, detail));
    }

    /// A task gave up. It was running, so the job is in progress.
    void failed(Failure failure) {
        if (!(state instanceof JobState.Processing processing)) {
            throw new IllegalStateException("a task of a job that is not in progress was running");
        }
        happened(
                processing.failed(now, failure),
                JobEvent.Type.FAILED,
                failure.code().word());
    }

    Instant now() {
        return now;
    }
}
