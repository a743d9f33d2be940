package dev.millrace.application.engine;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.client.CancelJob;
import dev.millrace.application.client.CancelUpload;
import dev.millrace.application.client.CheckHealth;
import dev.millrace.application.client.ClearUpload;
import dev.millrace.application.client.CompleteUpload;
import dev.millrace.application.client.CreateKey;
import dev.millrace.application.client.CreateUpload;
import dev.millrace.application.client.CreateWebhook;
import dev.millrace.application.client.DeleteJob;
import dev.millrace.application.client.DeleteKey;
import dev.millrace.application.client.DeleteProfile;
import dev.millrace.application.client.DeleteWebhook;
import dev.millrace.application.client.DrainWorker;
import dev.millrace.application.client.FollowJobs;
import dev.millrace.application.client.InspectSource;
import dev.millrace.application.client.KeyUseCases;
import dev.millrace.application.client.LookAtUpload;
import dev.millrace.application.client.PauseJob;
import dev.millrace.application.client.PlayJob;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.client.PrioritizeJob;
import dev.millrace.application.client.ProfileUseCases;
import dev.millrace.application.client.ReadJobs;
import dev.millrace.application.client.ReadKeys;
import dev.millrace.application.client.ReadMeasures;
import dev.millrace.application.client.ReadOutputs;
import dev.millrace.application.client.ReadProfiles;
import dev.millrace.application.client.ReadWebhooks;
import dev.millrace.application.client.ReadWorkers;
import dev.millrace.application.client.ReplayDelivery;
import dev.millrace.application.client.RetryJob;
import dev.millrace.application.client.RotateWebhook;
import dev.millrace.application.client.StoreProfile;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.client.TellArrival;
import dev.millrace.application.client.UploadUseCases;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.client.WatchJob;
import dev.millrace.application.client.WebhookUseCases;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.memory.MemorySignalling;
import dev.millrace.application.port.Capabilities;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.Pause;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.WebhookSender;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.application.source.ArrivingSources;
import dev.millrace.application.source.SourceCache;
import dev.millrace.application.webhook.DeliverWebhooks;
import dev.millrace.application.worker.AttemptLogs;
import dev.millrace.application.worker.FleetInSight;
import dev.millrace.application.worker.PerformTask;
import dev.millrace.application.worker.Worker;
import dev.millrace.application.worker.WorkerSettings;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.domain.work.WorkKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Puts an engine together. This is the wiring: bootstraps and embedders use the same.
public final class EngineBuilder {
    private final Clock clock = SystemDefaults.clock();
    private final RandomGenerator random = SystemDefaults.random();
    private final Pause pause = SystemDefaults.pause();

    private final List<CheckHealth.Part> parts = new ArrayList<>();
    private @Nullable Persistence persistence;
    private @Nullable Signalling signalling;
    private @Nullable MediaStore media;
    private @Nullable DirectTransfer transfer;
    private @Nullable PlayTokens playTokens;
    private @Nullable MediaTools tools;
    private @Nullable WebhookSender sender;
    private Path scratch = Path.of(System.getProperty("java.io.tmpdir"), "millrace");
    private ChunkPolicy chunkPolicy = ChunkPolicy.STANDARD;
    private RetryPolicy retryPolicy = RetryPolicy.STANDARD;
    private Optional<TwinPolicy> twins = Optional.of(TwinPolicy.STANDARD);
    private String host = "localhost";
    private String version = SystemDefaults.version();
    private @Nullable WorkerId worker;
    private @Nullable ByteSize sourceCache;
    private Duration heartbeat = Duration.ofSeconds(5);
    private Duration uploadsKept = CreateUpload.KEPT;
    private Duration target = Duration.ofMinutes(10);
    private OptionalInt tenantTasks = OptionalInt.empty();
    private int queuedJobs = Integer.MAX_VALUE;
    private int slots = 1;

    EngineBuilder() {}

    /// Where jobs and tasks are kept; in memory unless given. The engine closes it.
    public EngineBuilder persistence(Persistence given) {
        this.persistence = given;
        return this;
    }

    /// How engines wake each other; within this process unless given. The engine closes it.
    public EngineBuilder signalling(Signalling given) {
        this.signalling = given;
        return this;
    }

    /// Where sources are and outputs go. Must be given.
    public EngineBuilder media(MediaStore given) {
        this.media = given;
        return this;
    }

    /// How clients send files straight into the media store; without it there are no uploads, and slots read a source that
    /// is being uploaded to other engines only once it is whole.
    public EngineBuilder transfer(DirectTransfer given) {
        this.transfer = given;
        return this;
    }

    /// The secret that signs links for playing, at least [PlayTokens#SHORTEST_KEY] bytes. Whoever knows it can play every
    /// job. A random one unless given, so that links count only in this process, and until it ends.
    public EngineBuilder playKey(byte[] secret) {
        this.playTokens = new PlayTokens(secret);
        return this;
    }

    /// How long an upload may take before it expires, up to seven days. 24 hours unless given.
    public EngineBuilder uploadsKept(Duration length) {
        this.uploadsKept = length;
        return this;
    }

    /// Brings to webhooks what happens to jobs. Without it webhooks are kept, and told by the engines that have one.
    public EngineBuilder sender(WebhookSender given) {
        this.sender = given;
        return this;
    }

    /// How soon all that waits should be done, by which it is judged how many workers that takes. Ten minutes unless given.
    public EngineBuilder target(Duration length) {
        this.target = length;
        return this;
    }

    /// What reads and makes media. Must be given unless there are no slots.
    public EngineBuilder tools(MediaTools given) {
        this.tools = given;
        return this;
    }

    /// How many tasks run at once; 0 to submit and watch only. 1 unless given.
    public EngineBuilder slots(int number) {
        this.slots = number;
        return this;
    }

    /// How many tasks of one tenant may run at once, by all workers together. It holds where all are told the same. Any
    /// number unless given.
    public EngineBuilder tenantTasks(int most) {
        this.tenantTasks = OptionalInt.of(most);
        return this;
    }

    /// How many jobs of one tenant may be queued; more are refused. Any number unless given.
    public EngineBuilder queuedJobs(int most) {
        this.queuedJobs = most;
        return this;
    }

    /// A folder for unfinished files, best on the file system of a local media store. A folder `millrace` in the
    /// system's folder for temporary files unless given.
    public EngineBuilder scratch(Path folder) {
        this.scratch = folder;
        return this;
    }

    /// How much of the scratch folder's disk may hold sources that were fetched from a media store elsewhere, for all
    /// tasks to read; larger sources can't be read whole. Half of what is free when the engine starts unless given.
    public EngineBuilder sourceCache(ByteSize limit) {
        this.sourceCache = limit;
        return this;
    }

    /// How films are cut. [ChunkPolicy#STANDARD] unless given.
    public EngineBuilder chunkPolicy(ChunkPolicy policy) {
        this.chunkPolicy = policy;
        return this;
    }

    /// When failed tasks are tried again. [RetryPolicy#STANDARD] unless given.
    public EngineBuilder retryPolicy(RetryPolicy policy) {
        this.retryPolicy = policy;
        return this;
    }

    /// When a slot that has nothing to do takes on a chunk that another worker is slow at; empty for never.
    /// [TwinPolicy#STANDARD] unless given.
    public EngineBuilder twins(Optional<TwinPolicy> policy) {
        this.twins = policy;
        return this;
    }

    /// How often progress is told and leases are renewed, at most 7.5 s. Every 5 s unless given.
    public EngineBuilder heartbeat(Duration every) {
        this.heartbeat = every;
        return this;
    }

    /// The worker's name for people. `localhost` unless given.
    public EngineBuilder host(String name) {
        this.host = name;
        return this;
    }

    /// The version that the worker is listed with. That of this library unless given.
    public EngineBuilder version(String text) {
        this.version = text;
        return this;
    }

    /// The worker's identity, which must never have been used before; a new one unless given. Who keeps it can end the
    /// worker's leases by [dev.millrace.application.port.TaskStore#forsake] when the process has died.
    public EngineBuilder worker(WorkerId id) {
        this.worker = id;
        return this;
    }

    /// A further part whose health is told with that of database, storage and workers, such as the media tools.
    public EngineBuilder part(CheckHealth.Part part) {
        parts.add(part);
        return this;
    }

    /// Starts the engine's threads.
    ///
    /// @throws IllegalStateException when the media store or, with slots, the tools are missing
    public TranscodingEngine start() {
        MediaStore store = required(media, "a media store");
        Persistence truth = Objects.requireNonNullElseGet(persistence, () -> new MemoryPersistence(clock, random));
        Signalling bell = Objects.requireNonNullElseGet(signalling, MemorySignalling::new);
        Ids ids = new TimeOrderedIds(clock, random);
        Measures measures = new Measures(clock);
        Announcer announcer = new Announcer(truth.tasks(), bell, measures);
        WorkerSettings settings = WorkerSettings.standard(host, version, Math.max(1, slots))
                .heartbeat(heartbeat)
                .twins(twins);

        Optional<DirectTransfer> direct = Optional.ofNullable(transfer);
        Reconciler reconciler = new Reconciler(truth.tasks(), store, announcer, retryPolicy, settings.lease(), clock)
                .withInspections(truth.jobs(), clock)
                .withWorkers(truth.workers());
        AttemptLogs logs = new AttemptLogs(truth.attempts(), clock);
        Reconciler sweeping = direct.map(given -> reconciler.withUploads(
                        truth.uploads(),
                        new ClearUpload(given, store),
                        truth.arrivals(),
                        telling(truth, given, announcer)))
                .orElse(reconciler)
                .withLogs(logs);
        SourceCache cache =
                new SourceCache(store, scratch, Objects.requireNonNullElseGet(sourceCache, this::halfOfTheDisk));
        Optional<Worker> worker = slots == 0
                ? Optional.empty()
                : Optional.of(worker(settings, measures, truth, bell, store, cache, announcer, logs, ids));
        Optional<DeliverWebhooks> delivering =
                Optional.ofNullable(sender).map(given -> new DeliverWebhooks(truth.webhooks(), given, clock, random));
        WatchJob watch = new WatchJob(truth.jobs(), bell.signals(), clock, settings.sweep());
        ReadJobs reports =
                new ReadJobs(truth.jobs(), truth.tasks(), truth.attempts(), truth.workers(), settings.lease(), clock);
        UseCases useCases = new UseCases(
                new SubmitJob(truth, store, announcer, ids, clock, queuedJobs),
                new CancelJob(truth.jobs(), announcer),
                new RetryJob(truth.jobs(), announcer),
                new PauseJob(truth.jobs(), announcer),
                new PrioritizeJob(truth.jobs(), announcer),
                new DeleteJob(truth.jobs(), announcer),
                watch,
                reports,
                new FollowJobs(truth.jobs(), reports, bell.signals(), clock, settings.sweep()),
                new ReadOutputs(truth.jobs(), direct),
                new InspectSource(truth, store, watch, announcer, ids, clock),
                new CheckHealth(truth, store, settings.lease(), parts, CheckHealth.PATIENCE),
                new ReadMeasures(measures, truth, settings.lease(), target),
                new ReadWorkers(truth.workers(), settings.lease()),
                new DrainWorker(truth.workers(), announcer),
                profiles(truth.profiles()),
                new KeyUseCases(
                        new CreateKey(truth.keys(), ids, clock, random),
                        new ReadKeys(truth.keys()),
                        new DeleteKey(truth.keys())),
                webhooks(truth.webhooks(), ids),
                direct.map(given -> uploads(truth, given, store, announcer, ids)),
                direct.map(given -> new PlayJob(truth, given, tokens(), watch, clock, PlayJob.PATIENCE)));
        return new TranscodingEngine(
                truth, bell, useCases, new Machinery(worker, delivering, settings, sweeping, bell, pause), cache);
    }

    private ByteSize halfOfTheDisk() {
        Path there = scratch.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return new ByteSize(Files.getFileStore(there).getUsableSpace() / 2);
        } catch (IOException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }

    private PlayTokens tokens() {
        if (playTokens != null) {
            return playTokens;
        }
        byte[] secret = new byte[PlayTokens.SHORTEST_KEY];
        random.nextBytes(secret);
        return new PlayTokens(secret);
    }

    private static ProfileUseCases profiles(ProfileCatalog catalog) {
        return new ProfileUseCases(new ReadProfiles(catalog), new StoreProfile(catalog), new DeleteProfile(catalog));
    }

    private WebhookUseCases webhooks(WebhookStore store, Ids ids) {
        return new WebhookUseCases(
                new CreateWebhook(store, ids, clock, random),
                new ReadWebhooks(store),
                new RotateWebhook(store, clock, random),
                new DeleteWebhook(store),
                new ReplayDelivery(store));
    }

    private static TellArrival telling(Persistence truth, DirectTransfer direct, Announcer announcer) {
        return new TellArrival(truth.uploads(), direct, truth.arrivals(), announcer);
    }

    private UploadUseCases uploads(
            Persistence truth, DirectTransfer direct, MediaStore store, Announcer announcer, Ids ids) {
        UploadStore uploads = truth.uploads();
        ClearUpload clearing = new ClearUpload(direct, store);
        TellArrival telling = telling(truth, direct, announcer);
        return new UploadUseCases(
                new CreateUpload(uploads, direct, ids, clock, uploadsKept),
                new LookAtUpload(uploads, direct, telling),
                new CompleteUpload(uploads, direct, clearing, telling),
                new CancelUpload(uploads, clearing, telling));
    }

    private Worker worker(
            WorkerSettings settings,
            Measures measures,
            Persistence truth,
            Signalling bell,
            MediaStore store,
            SourceCache cache,
            Announcer announcer,
            AttemptLogs logs,
            Ids ids) {
        MediaTools machine = required(tools, "media tools");
        Capabilities capabilities = machine.transcoder().capabilities();
        PerformTask performTask = new PerformTask(
                store,
                cache,
                Optional.ofNullable(transfer).map(direct -> new ArrivingSources(truth.uploads(), direct)),
                machine,
                new Planner(chunkPolicy),
                new FleetInSight(
                        truth.workers(), settings.lease(), new Fleet(settings.slots(), OptionalDouble.empty())),
                retryPolicy,
                random,
                scratch);
        return new Worker(
                settings,
                new Claimant(
                        Objects.requireNonNullElseGet(worker, ids::worker),
                        kinds(capabilities),
                        capabilities.encoder(),
                        tenantTasks),
                measures,
                truth,
                bell.queue(),
                announcer,
                performTask,
                logs,
                pause);
    }

    /// Writing playlists takes no media tool, so every worker can.
    private static Set<WorkKind> kinds(Capabilities capabilities) {
        Set<WorkKind> kinds = EnumSet.of(WorkKind.PROBE, WorkKind.PUBLISH);
        kinds.addAll(capabilities.kinds());
        return kinds;
    }

    private static <T> T required(@Nullable T given, String what) {
        if (given == null) {
            throw new IllegalStateException("an engine needs " + what);
        }
        return given;
    }
}
