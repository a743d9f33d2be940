package dev.millrace.worker;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.adapter.ffmpeg.NoUsableFfmpeg;
import dev.millrace.adapter.redis.RedisConfig;
import dev.millrace.adapter.redis.RedisSignalling;
import dev.millrace.adapter.s3.S3Config;
import dev.millrace.adapter.s3.S3Media;
import dev.millrace.application.engine.EngineBuilder;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.bootstrap.CannotRun;
import dev.millrace.bootstrap.Chunks;
import dev.millrace.bootstrap.Database;
import dev.millrace.bootstrap.Parts;
import dev.millrace.bootstrap.Program;
import dev.millrace.bootstrap.Settings;
import dev.millrace.bootstrap.Slots;
import dev.millrace.bootstrap.Threads;
import dev.millrace.bootstrap.Waiting;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.ChunkPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A worker of a distributed Millrace. It keeps nothing: start and stop as many as there is work for.
public final class WorkerMain {
    private static final System.Logger LOG = System.getLogger(WorkerMain.class.getName());
    private static final ObjectKey ANY = new ObjectKey("health");

    /// Claims and settlements of all slots, and sweeps; each takes some milliseconds. A migration takes two.
    private static final int CONNECTIONS = 2;

    private static final Duration TO_HAND_BACK = Duration.ofSeconds(10);
    private static final int LONGEST_DRAIN_SECONDS = 86_400;
    private static final int MOST_SLOTS = 64;
    private static final int MOST_TENANT_TASKS = 100_000;
    private static final int MOST_SOURCES_GB = 1_000_000;
    private static final long GIGABYTE = 1_000_000_000;

    private WorkerMain() {}

    /// What a worker is told by its environment.
    private record Told(
            Database database,
            RedisConfig redis,
            S3Config s3,
            FfmpegConfig ffmpeg,
            int slots,
            Duration drain,
            String name,
            Path scratch,
            Optional<ByteSize> sourceCache,
            Optional<Integer> tenantTasks,
            boolean twins,
            ChunkPolicy chunks) {
        static Told by(Settings settings) {
            return new Told(
                    Database.from(settings),
                    RedisConfig.fromEnvironment(settings.environment()),
                    S3Config.fromEnvironment(settings.environment()),
                    FfmpegConfig.fromEnvironment(settings.environment()),
                    settings.number(
                            "MILLRACE_SLOTS", Slots.usual(Runtime.getRuntime().availableProcessors()), 1, MOST_SLOTS),
                    Duration.ofSeconds(settings.number("MILLRACE_DRAIN_SECONDS", 0, 0, LONGEST_DRAIN_SECONDS)),
                    settings.text("MILLRACE_WORKER_NAME", hostName()),
                    Path.of(settings.text("MILLRACE_SCRATCH", System.getProperty("java.io.tmpdir") + "/millrace")),
                    WorkerMain.sourceCache(settings),
                    settings.number("MILLRACE_TENANT_TASKS", 1, MOST_TENANT_TASKS),
                    settings.yes("MILLRACE_TWINS", true),
                    Chunks.from(settings));
        }
    }

    /// Runs until a signal ends it.
    public static void main(String[] arguments) {
        Program.run(settings -> {
            Told told = Told.by(settings);
            return new Program.Told(TO_HAND_BACK.plus(told.drain()), () -> work(told));
        });
    }

    private static Optional<ByteSize> sourceCache(Settings settings) {
        return settings.number("MILLRACE_SOURCE_CACHE_GB", 1, MOST_SOURCES_GB)
                .map(gigabytes -> new ByteSize(GIGABYTE * gigabytes));
    }

    private static void work(Told told) throws InterruptedException {
        FfmpegToolchain tools = tools(told.ffmpeg());
        LOG.log(System.Logger.Level.INFO, "Safety: {0}", tools.report().guard());
        try (Parts parts = new Parts()) {
            HikariDataSource pool = parts.add(told.database().pool("millrace-worker", CONNECTIONS));
            HikariDataSource heartbeats = parts.add(told.database().pool("millrace-worker", 1));
            S3Media media = parts.add(S3Media.connect(told.s3()));
            var persistence = told.database().await(pool, heartbeats);
            Waiting.until("storage (S3_…)", () -> media.store().size(ANY));
            EngineBuilder builder = TranscodingEngine.builder();
            told.sourceCache().ifPresent(builder::sourceCache);
            told.tenantTasks().ifPresent(builder::tenantTasks);
            if (!told.twins()) {
                builder.twins(Optional.empty());
            }
            TranscodingEngine engine = parts.add(builder.persistence(persistence)
                    .signalling(RedisSignalling.connect(told.redis()))
                    .media(media.store())
                    .transfer(media.transfer())
                    .tools(tools)
                    .chunkPolicy(told.chunks())
                    .slots(told.slots())
                    .host(told.name())
                    .scratch(told.scratch())
                    .start());
            LOG.log(System.Logger.Level.INFO, "Works on {0} tasks at a time", told.slots());
            try {
                Program.awaitSignal();
            } finally {
                drain(engine, told.drain());
            }
        }
    }

    private static FfmpegToolchain tools(FfmpegConfig config) throws InterruptedException {
        try {
            return FfmpegToolchain.find(config);
        } catch (NoUsableFfmpeg none) {
            throw new CannotRun(
                    "No ffmpeg on this machine can do the work; name one by MILLRACE_FFMPEG and MILLRACE_FFPROBE, or mend"
                            + " what is said here:\n" + none.report().text(),
                    none);
        }
    }

    /// What runs may end within that time; the rest is handed back. A thread that was told to stop can wait for nothing,
    /// so another one does.
    private static void drain(TranscodingEngine engine, Duration atMost) {
        Threads.join(Thread.ofVirtual().start(() -> engine.drain(atMost)));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
