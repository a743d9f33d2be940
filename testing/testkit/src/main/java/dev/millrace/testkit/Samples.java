package dev.millrace.testkit;

import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.Container;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.media.Ratio;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Timing;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.upload.FileName;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.domain.upload.UploadState;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskGraph;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Ordinary values for tests that are about something else.
public final class Samples {
    /// A planner that cuts by length alone, so that small films have several chunks.
    public static final Planner PLANNER = new Planner(new ChunkPolicy.Even(2, 1, 4));

    /// The graph of that planner.
    public static final TaskGraph GRAPH = new TaskGraph(PLANNER);

    /// The one build of encoders that most tests have.
    public static final EncoderFingerprint ENCODER = new EncoderFingerprint("x264-test");

    private static final AtomicLong COUNTER = new AtomicLong();

    private Samples() {}

    /// A job id that no other call in this process gives; later ones sort behind.
    public static JobId aJobId() {
        long number = COUNTER.incrementAndGet();
        long time = (0x0190_0000_0000L + number) << 16;
        return new JobId(new UUID(time | 0x7000L, 0x8000_0000_0000_0000L));
    }

    /// A worker that no other call gives, able to do everything.
    public static Claimant aWorker() {
        return aWorker(ENCODER);
    }

    /// A worker with that build of the encoders, able to do everything.
    public static Claimant aWorker(EncoderFingerprint encoder) {
        return aWorker(EnumSet.allOf(WorkKind.class), encoder);
    }

    /// A worker able to do some kinds of work.
    public static Claimant aWorker(Set<WorkKind> kinds, EncoderFingerprint encoder) {
        return new Claimant(new WorkerId(aJobId().value()), kinds, encoder, OptionalInt.empty());
    }

    /// What a worker of two slots says of itself that takes tasks.
    public static WorkerCard aCard(WorkerId worker) {
        return aCard(worker, WorkerState.WORKING);
    }

    /// What a worker of two slots says of itself.
    public static WorkerCard aCard(WorkerId worker, WorkerState state) {
        return new WorkerCard(
                worker,
                "host",
                "1.0",
                2,
                Instant.parse("2026-01-01T08:00:00Z"),
                state,
                OptionalDouble.empty(),
                Optional.of(new Abilities(EnumSet.allOf(WorkKind.class), ENCODER)));
    }

    /// A queued job of the default tenant with the profile `test`.
    public static Job aQueuedJob() {
        return aQueuedJob(TenantId.DEFAULT, Priority.NORMAL);
    }

    /// A queued job of a tenant.
    public static Job aQueuedJob(TenantId tenant, Priority priority) {
        return Job.queued(
                aJobId(),
                tenant,
                new ObjectKey("uploads/film.mp4"),
                BuiltInProfiles.TEST,
                priority,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /// The first tasks of a job.
    public static List<NewTask> firstTasks() {
        return TaskGraph.atSubmit();
    }

    /// An upload of 20 MB that a tenant just announced and that expires a day later.
    public static Upload aWaitingUpload(TenantId tenant, Instant now) {
        return upload(tenant, now, false);
    }

    /// The same, of which a job may begin before it is completed.
    public static Upload anEarlyUpload(TenantId tenant, Instant now) {
        return upload(tenant, now, true);
    }

    private static Upload upload(TenantId tenant, Instant now, boolean early) {
        UploadId id = new UploadId(aJobId().value());
        FileName name = new FileName("Holiday – 2026.mp4");
        return new Upload(
                id,
                tenant,
                name,
                MediaType.MP4,
                Upload.keyOf(tenant, id, name),
                UploadParts.of(new ByteSize(20_000_000)),
                "token-of-" + id,
                now,
                now.plus(Duration.ofDays(1)),
                early,
                new UploadState.Waiting());
    }

    /// A film of ten seconds at 24 frames a second, 1920 x 1080, with English stereo.
    public static SourceInfo aFilm() {
        return aFilm(Duration.ofSeconds(10));
    }

    /// A film of another length. Its headers count its frames, so that its first chunk is cut before it is indexed.
    public static SourceInfo aFilm(Duration length) {
        VideoTrack picture = new VideoTrack(
                0,
                "h264",
                true,
                new FrameSize(1920, 1080),
                Ratio.SQUARE,
                Orientation.UPRIGHT,
                FrameRate.of(24),
                FrameRate.of(24),
                OptionalLong.of(FrameRate.of(24).slotsIn(length)),
                Scan.PROGRESSIVE,
                new Colour(Optional.of("bt709"), Optional.of("bt709"), Optional.of("bt709"), false),
                "yuv420p");
        AudioTrack sound = new AudioTrack(1, "aac", true, 2, 48_000, Optional.of(new Language("eng")));
        return new SourceInfo(
                new Container("mov,mp4,m4a,3gp,3g2,mj2", new ByteSize(12_345_678), Optional.empty()),
                new Timing(Duration.ZERO, Optional.of(length)),
                List.of(picture, sound),
                List.of(new Warning("language_guessed", "The language of the sound was guessed.")));
    }

    /// The packets of [#aFilm(Duration)], with a key picture every second.
    public static SourceIndex itsIndex(Duration length) {
        List<Duration> keys = LongStream.range(0, Math.max(1, length.toSeconds()))
                .mapToObj(Duration::ofSeconds)
                .toList();
        return new SourceIndex(FrameRate.of(24).slotsIn(length), Duration.ZERO, length, keys, true);
    }

    /// That film's plan, opened from its headers with the profile `test`.
    public static Plan itsOpenedPlan(SourceInfo film) {
        return fitted(PLANNER.open(film, BuiltInProfiles.TEST));
    }

    /// The same plan, completed from the film's packets.
    public static Plan itsCompletePlan(SourceInfo film, Plan opened, SourceIndex index) {
        return fitted(PLANNER.complete(film, opened, index, Fleet.UNKNOWN));
    }

    /// A file in storage.
    public static StoredFile aStoredFile(ObjectPrefix prefix, String name) {
        return new StoredFile(prefix.key(name), new ByteSize(1000), "0123456789abcdef".repeat(4));
    }

    /// A rendition of so many one-second segments below a prefix.
    public static SegmentedTrack aTrack(ObjectPrefix prefix, RenditionId rendition, int segments) {
        List<MediaSegment> list = LongStream.range(0, segments)
                .mapToObj(i ->
                        new MediaSegment(aStoredFile(prefix, rendition + "/" + i + ".m4s"), new MediaDuration(24, 24)))
                .toList();
        return new SegmentedTrack(rendition, "avc1.64001f", aStoredFile(prefix, rendition + "/init.mp4"), list);
    }

    /// What publishing leaves.
    public static Product.Published somethingPublished(ObjectPrefix prefix) {
        return new Product.Published(List.of(new Output(
                OutputKind.HLS_MASTER,
                Optional.empty(),
                aStoredFile(prefix, "master.m3u8"),
                MediaType.HLS,
                Optional.of(new MediaDuration(240, 24)))));
    }

    private static Plan fitted(Fit fit) {
        return switch (fit) {
            case Fit.Fitted fitted -> fitted.plan();
            case Fit.Refused refused -> throw new AssertionError(refused.failure());
        };
    }
}
