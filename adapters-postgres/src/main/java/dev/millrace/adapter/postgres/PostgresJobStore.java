package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Change;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Idempotency;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Submission;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.Arrival;
import dev.millrace.domain.work.NewTask;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// [JobStore] on `millrace.job`.
final class PostgresJobStore implements JobStore {

    /// Behind every job id, for the first page.
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Transactions transactions;
    private final JobRepository jobs;
    private final TaskRepository tasks;
    private final EventRepository events;
    private final FairnessRepository fairness;
    private final JobBook book;
    private final JobReader reader;
    private final TaskReader taskReader;
    private final StoredJson json;

    PostgresJobStore(
            Transactions transactions,
            Repositories repositories,
            JobBook book,
            JobReader reader,
            TaskReader taskReader,
            StoredJson json) {
        this.transactions = transactions;
        this.jobs = repositories.jobs();
        this.tasks = repositories.tasks();
        this.events = repositories.events();
        this.fairness = repositories.fairness();
        this.book = book;
        this.reader = reader;
        this.taskReader = taskReader;
        this.json = json;
    }

    @Override
    public Submission submit(Job job, List<NewTask> first, Optional<Idempotency> once, int most) {
        return transactions.in(() -> {
            if (most < Integer.MAX_VALUE && jobs.hasQueued(job.tenant().value(), most)) {
                return before(job, once).orElseGet(Submission.QueueFull::new);
            }
            String priorityClass = job.priority().priorityClass().word();
            int inserted = jobs.insert(
                    job.id().value(),
                    job.tenant().value(),
                    job.purpose().word(),
                    job.input().value(),
                    job.arrival().map(arrival -> arrival.upload().value()).orElse(null),
                    job.arrival().map(Arrival::bytes).orElse(null),
                    json.write(Profile.class, job.profile()),
                    job.priority().value(),
                    priorityClass,
                    job.createdAt(),
                    once.map(Idempotency::key).orElse(null),
                    once.map(Idempotency::fingerprint).orElse(null));
            if (inserted == 0) {
                return before(job, once).orElseThrow(() -> new IllegalArgumentException("the id of this job is taken"));
            }
            LockedJob stored = book.lock(job.tenant(), job.id()).orElseThrow();
            int ready = tasks.insert(stored.tenant(), stored.id(), taskReader.rows(first));
            fairness.enter(stored.tenant(), priorityClass);
            stored.happened(job.state(), JobEvent.Type.QUEUED, "");
            book.save(stored);
            return new Submission.Accepted(book.snapshot(stored), ready);
        });
    }

    /// What a submission answers that was made before; empty when there was none.
    private Optional<Submission> before(Job job, Optional<Idempotency> once) {
        String tenant = job.tenant().value();
        Optional<JobRow> sameId = jobs.find(tenant, job.id().value());
        if (sameId.isPresent()) {
            return Optional.of(new Submission.SameAsBefore(reader.job(sameId.get())));
        }
        return once.flatMap(key -> jobs.findSubmittedWith(tenant, key.key())
                .map(sameKey -> key.fingerprint().equals(sameKey.idempotencyFingerprint())
                        ? new Submission.SameAsBefore(reader.job(sameKey))
                        : new Submission.KeyReused()));
    }

    @Override
    public Optional<Job> find(TenantId tenant, JobId id) {
        return find(tenant, id, Purpose.TRANSCODE);
    }

    @Override
    public Optional<Job> inspection(TenantId tenant, JobId id) {
        return find(tenant, id, Purpose.INSPECT);
    }

    private Optional<Job> find(TenantId tenant, JobId id, Purpose purpose) {
        return transactions.reading(() -> jobs.find(tenant.value(), id.value())
                .filter(row -> JobReader.purpose(row) == purpose)
                .map(reader::job));
    }

    @Override
    public int forgetInspections(Instant before, int max) {
        return transactions.in(() -> jobs.forgetInspections(before, max));
    }

    @Override
    public Page<Job> list(JobQuery query) {
        return transactions.in(() -> {
            String tenant = query.tenant().value();
            UUID before = query.after().map(Cursor::value).map(UUID::fromString).orElse(NEWEST);
            int oneMore = query.limit() + 1;
            jobs.planForValues();
            List<JobRow> rows = query.status()
                    .map(status -> jobs.newestWith(tenant, status.word(), before, oneMore))
                    .orElseGet(() -> jobs.newest(tenant, before, oneMore));
            boolean last = rows.size() < oneMore;
            List<Job> page = rows.stream().limit(query.limit()).map(reader::job).toList();
            return new Page<>(
                    page,
                    last
                            ? Optional.empty()
                            : Optional.of(new Cursor(page.getLast().id().toString())));
        });
    }

    @Override
    public Change cancel(TenantId tenant, JobId id) {
        return change(tenant, id, job -> switch (job.state()) {
            case JobState.Queued queued -> stop(job, queued.canceled(job.now()));
            case JobState.Processing processing -> stop(job, processing.canceled(job.now()));
            case JobState.Completed _, JobState.Failed _, JobState.Canceled _ -> false;
        });
    }

    private boolean stop(LockedJob job, JobState.Canceled canceled) {
        job.happened(canceled, JobEvent.Type.CANCELED, "");
        book.stopTasks(job);
        return true;
    }

    @Override
    public Change retry(TenantId tenant, JobId id) {
        return change(tenant, id, job -> switch (job.state()) {
            case JobState.Failed failed -> requeue(job, failed.retried());
            case JobState.Canceled canceled -> requeue(job, canceled.retried());
            case JobState.Queued _, JobState.Processing _, JobState.Completed _ -> false;
        });
    }

    private boolean requeue(LockedJob job, JobState.Queued queued) {
        job.happened(queued, JobEvent.Type.RETRIED, "");
        tasks.reopen(job.tenant(), job.id());
        return true;
    }

    @Override
    public Change pause(TenantId tenant, JobId id) {
        return change(tenant, id, job -> {
            if (job.state().status().terminal()) {
                return false;
            }
            if (!job.paused()) {
                job.pause();
            }
            return true;
        });
    }

    @Override
    public Change resume(TenantId tenant, JobId id) {
        return change(tenant, id, job -> {
            if (job.state().status().terminal()) {
                return false;
            }
            if (job.paused()) {
                job.resume();
                tasks.ringAgain(job.tenant(), job.id());
            }
            return true;
        });
    }

    @Override
    public Change prioritize(TenantId tenant, JobId id, Priority priority) {
        return change(tenant, id, job -> switch (job.state()) {
            case JobState.Queued queued -> {
                if (job.row().priority() != priority.value()) {
                    moveTo(priority, job);
                    job.happened(queued, JobEvent.Type.PRIORITIZED, "");
                }
                yield true;
            }
            case JobState.Processing _, JobState.Completed _, JobState.Failed _, JobState.Canceled _ -> false;
        });
    }

    private void moveTo(Priority priority, LockedJob job) {
        String priorityClass = priority.priorityClass().word();
        jobs.prioritize(job.tenant(), job.id(), priority.value(), priorityClass);
        tasks.ringAgain(job.tenant(), job.id());
        fairness.enter(job.tenant(), priorityClass);
    }

    @Override
    public Change delete(TenantId tenant, JobId id) {
        return transactions.in(() -> {
            Optional<LockedJob> found = lock(tenant, id);
            if (found.isEmpty()) {
                return new Change.Unknown();
            }
            LockedJob job = found.get();
            Job last = book.snapshot(job);
            if (!last.status().terminal()) {
                return new Change.Refused(last);
            }
            jobs.delete(job.tenant(), job.id());
            jobs.bury(job.tenant(), job.id());
            return new Change.Changed(last);
        });
    }

    @Override
    public List<JobEvent> history(TenantId tenant, JobId id, long after) {
        return transactions.reading(() -> events.after(tenant.value(), id.value(), after).stream()
                .map(PostgresJobStore::event)
                .toList());
    }

    /// @param attempt changes the job in hand, or answers that its state refuses
    private Change change(TenantId tenant, JobId id, Predicate<LockedJob> attempt) {
        return transactions.in(() -> {
            Optional<LockedJob> found = lock(tenant, id);
            if (found.isEmpty()) {
                return new Change.Unknown();
            }
            LockedJob job = found.get();
            if (!attempt.test(job)) {
                return new Change.Refused(book.snapshot(job));
            }
            book.save(job);
            return new Change.Changed(book.snapshot(job));
        });
    }

    private Optional<LockedJob> lock(TenantId tenant, JobId id) {
        return book.lock(tenant, id).filter(job -> JobReader.purpose(job.row()) == Purpose.TRANSCODE);
    }

    private static JobEvent event(EventRow row) {
        return new JobEvent(
                new JobId(row.jobId()),
                row.number(),
                row.at(),
                JobEvent.Type.valueOf(row.type().toUpperCase(Locale.ROOT)),
                row.detail());
    }
}
