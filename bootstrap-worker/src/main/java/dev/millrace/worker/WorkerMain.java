package dev.millrace.worker;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.adapter.redis.RedisConfig;
import dev.millrace.adapter.redis.RedisSignalling;
import dev.millrace.adapter.s3.S3Config;
import dev.millrace.adapter.s3.S3Media;
import dev.millrace.application.engine.EngineBuilder;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.bootstrap.Database;
import dev.millrace.bootstrap.Parts;
import dev.millrace.bootstrap.Program;
import dev.millrace.bootstrap.Settings;
import dev.millrace.bootstrap.Slots;
import dev.millrace.bootstrap.Threads;
import dev.millrace.bootstrap.Waiting;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A worker of a distributed Millrace. It keeps nothing: start and stop as many as there is work for.
public final class WorkerMain {
    private static final System.Logger LOG = System.getLogger(WorkerMain.class.getName());
    private static final String DRAIN_SECONDS = "MILLRACE_DRAIN_SECONDS";
    private static final ObjectKey ANY = new ObjectKey("health");

    /// Claims and settlements of all slots, sweeps, and the heartbeat; each takes some milliseconds.
    private static final int CONNECTIONS = 3;

    private static final Duration TO_HAND_BACK = Duration.ofSeconds(10);
    private static final int LONGEST_DRAIN_SECONDS = 86_400;
    private static final int MOST_SLOTS = 64;
    private static final int MOST_SOURCES_GB = 1_000_000;
    private static final long GIGABYTE = 1_000_000_000;

    private WorkerMain() {}

    /// Runs until a signal ends it.
    public static void main(String[] arguments) {
        Settings settings = Settings.ofThisProcess();
        Program.run(() -> work(settings), TO_HAND_BACK.plus(drain(settings)));
    }

    /// What can't be read is told of with the other settings.
    private static Duration drain(Settings settings) {
        return Duration.ofSeconds(settings.text(DRAIN_SECONDS)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Long::parseLong)
                .orElse(0L));
    }

    private static Optional<ByteSize> sourceCache(Settings settings) {
        return settings.number("MILLRACE_SOURCE_CACHE_GB", 1, MOST_SOURCES_GB)
                .map(gigabytes -> new ByteSize(GIGABYTE * gigabytes));
    }

    private static void work(Settings settings) throws InterruptedException {
        Database database = Database.from(settings);
        RedisConfig redis = RedisConfig.fromEnvironment(settings.environment());
        S3Config s3 = S3Config.fromEnvironment(settings.environment());
        FfmpegConfig ffmpeg = FfmpegConfig.fromEnvironment(settings.environment());
        int slots = settings.number(
                "MILLRACE_SLOTS", Slots.usual(Runtime.getRuntime().availableProcessors()), 1, MOST_SLOTS);
        Duration drain = Duration.ofSeconds(settings.number(DRAIN_SECONDS, 0, 0, LONGEST_DRAIN_SECONDS));
        Path scratch = Path.of(settings.text("MILLRACE_SCRATCH", System.getProperty("java.io.tmpdir") + "/millrace"));
        Optional<ByteSize> sources = sourceCache(settings);
        FfmpegToolchain tools = FfmpegToolchain.find(ffmpeg);
        LOG.log(System.Logger.Level.INFO, "Safety: {0}", tools.report().guard());
        try (Parts parts = new Parts()) {
            HikariDataSource pool = parts.add(database.pool(CONNECTIONS));
            S3Media media = parts.add(S3Media.connect(s3));
            var persistence = database.await(pool);
            Waiting.until("storage (S3_…)", () -> media.store().size(ANY));
            EngineBuilder builder = TranscodingEngine.builder();
            sources.ifPresent(builder::sourceCache);
            TranscodingEngine engine = parts.add(builder.persistence(persistence)
                    .signalling(RedisSignalling.connect(redis))
                    .media(media.store())
                    .tools(tools)
                    .slots(slots)
                    .host(settings.text("MILLRACE_WORKER_NAME", hostName()))
                    .scratch(scratch)
                    .start());
            LOG.log(System.Logger.Level.INFO, "Works on {0} tasks at a time", slots);
            try {
                Program.awaitSignal();
            } finally {
                drain(engine, drain);
            }
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
