package dev.millrace.testing.cluster;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.redis.RedisConfig;
import dev.millrace.adapter.redis.RedisSignalling;
import dev.millrace.adapter.s3.S3Config;
import dev.millrace.adapter.s3.S3Media;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.bootstrap.Database;
import dev.millrace.bootstrap.Parts;
import dev.millrace.bootstrap.Program;
import dev.millrace.bootstrap.Settings;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.ScriptedTools;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/// A worker without encoders, so that all that is left is what tasks cost by themselves: PostgreSQL, Redis and the engine
/// are as in earnest.
///
/// Variables of its own: `NOOP_MILLIS` is how long each task takes, 0 unless given, chunks in small steps, so that a process
/// that stands still now and then is slow; with `NOOP_STORAGE=s3` what it makes is stored, else it stays in its memory;
/// with `NOOP_POISON=true` every remux kills it; `NOOP_TWIN_SECONDS` is how long a chunk runs before it may get a twin; none
/// gets one unless given.
final class NoOpWorkerMain {
    /// What every job reads.
    static final ObjectKey INPUT = new ObjectKey("uploads/film.mp4");

    /// With profile `test` and HLS alone, ten tasks: probe, index, six chunks, a picture, publish.
    static final Duration LENGTH = Duration.ofSeconds(6);

    private static final ChunkPolicy A_CHUNK_FOR_EACH_SEGMENT = new ChunkPolicy.Even(1, 1, 1);

    /// As many as a worker has, beside the one for heartbeats.
    private static final int CONNECTIONS = 2;

    private static final int LONGEST_TASK = 60_000;
    private static final int STEP = 20;
    private static final int KILLED = 137;

    private NoOpWorkerMain() {}

    public static void main(String[] arguments) {
        Program.run(settings -> new Program.Told(Duration.ofSeconds(10), () -> work(settings)));
    }

    private static void work(Settings settings) throws InterruptedException {
        Database database = Database.from(settings);
        int slots = settings.number("MILLRACE_SLOTS", 4, 1, 64);
        try (Parts parts = new Parts()) {
            HikariDataSource pool = parts.add(database.pool("millrace-noop", CONNECTIONS));
            HikariDataSource heartbeats = parts.add(database.pool("millrace-noop", 1));
            parts.add(TranscodingEngine.builder()
                    .persistence(database.await(pool, heartbeats))
                    .signalling(RedisSignalling.connect(RedisConfig.fromEnvironment(settings.environment())))
                    .media(media(settings, parts))
                    .tools(tools(settings))
                    .chunkPolicy(A_CHUNK_FOR_EACH_SEGMENT)
                    .twins(twins(settings))
                    .slots(slots)
                    .scratch(Path.of(settings.text("MILLRACE_SCRATCH", "scratch")))
                    .start());
            System.getLogger(NoOpWorkerMain.class.getName())
                    .log(System.Logger.Level.INFO, "Works on {0} tasks at a time", slots);
            Program.awaitSignal();
        }
    }

    private static MediaStore media(Settings settings, Parts parts) {
        if (settings.text("NOOP_STORAGE", "memory").equals("s3")) {
            return parts.add(S3Media.connect(S3Config.fromEnvironment(settings.environment())))
                    .store();
        }
        MemoryMediaStore memory = new MemoryMediaStore();
        memory.put(INPUT, new byte[] {1});
        return memory;
    }

    private static Optional<TwinPolicy> twins(Settings settings) {
        TwinPolicy standard = TwinPolicy.STANDARD;
        return settings.number("NOOP_TWIN_SECONDS", 1, LONGEST_TASK)
                .map(seconds -> new TwinPolicy(Duration.ofSeconds(seconds), standard.advantage(), standard.siblings()));
    }

    private static MediaTools tools(Settings settings) {
        MediaTools scripted = new ScriptedTools(LENGTH);
        int millis = settings.number("NOOP_MILLIS", 0, 0, LONGEST_TASK);
        boolean poison = settings.yes("NOOP_POISON");
        Transcoder slow = (Transcoder) Proxy.newProxyInstance(
                NoOpWorkerMain.class.getClassLoader(), new Class<?>[] {Transcoder.class}, (_, method, arguments) -> {
                    if (method.getName().equals("encode")) {
                        Object chunk = call(method, scripted.transcoder(), arguments);
                        takeSteps(millis, ((Workbench) arguments[1]).progress());
                        return chunk;
                    }
                    if (!method.getName().equals("capabilities")) {
                        TimeUnit.MILLISECONDS.sleep(millis);
                    }
                    if (poison && method.getName().equals("remux")) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                    return call(method, scripted.transcoder(), arguments);
                });
        return new MediaTools() {
            @Override
            public MediaProbe probe() {
                return scripted.probe();
            }

            @Override
            public Transcoder transcoder() {
                return slow;
            }
        };
    }

    private static Object call(Method method, Transcoder scripted, Object[] arguments) throws Throwable {
        try {
            return method.invoke(scripted, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void takeSteps(int millis, DoubleConsumer progress) throws InterruptedException {
        for (int taken = 0; taken < millis; taken += STEP) {
            progress.accept((double) taken / millis);
            TimeUnit.MILLISECONDS.sleep(Math.min(STEP, millis - taken));
        }
    }
}
