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
    private boolean paused;
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
        this.paused = row.paused();
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

    /// A job that is over is paused no more.
    boolean paused() {
        return paused && !state.status().terminal();
    }

    void pause() {
        paused = true;
        happened(state, JobEvent.Type.PAUSED, "");
    }

    void resume() {
        paused = false;
        happened(state, JobEvent.Type.RESUMED, "");
    }

    long version() {
        return version;
    }

    List<Happening> happenings() {
        return happenings;
    }

    /// Moves on, and says so in the job's history.
    void happened(JobState next, JobEvent.Type type, String detail) {
        state = next;
        version++;
        happenings.add(new Happening(version, now, type, detail));
    }

    /// A task gave up, or the source will never be there.
    void failed(Failure failure) {
        JobState failed = switch (state) {
            case JobState.Queued queued -> queued.failed(now, failure);
            case JobState.Processing processing -> processing.failed(now, failure);
            case JobState.Completed _, JobState.Failed _, JobState.Canceled _ ->
                throw new IllegalStateException("a job that is over can't fail");
        };
        happened(failed, JobEvent.Type.FAILED, failure.code().word());
    }

    Instant now() {
        return now;
    }
}
