package dev.millrace.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.redis.RedisConfig;
import dev.millrace.adapter.redis.RedisSignalling;
import dev.millrace.adapter.rest.HookSender;
import dev.millrace.adapter.rest.ReachableNetworks;
import dev.millrace.adapter.rest.RestApi;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.adapter.s3.S3Config;
import dev.millrace.adapter.s3.S3Media;
import dev.millrace.application.client.CheckHealth;
import dev.millrace.application.client.CheckHealth.Component;
import dev.millrace.application.client.CheckHealth.Status;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.engine.EngineBuilder;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.bootstrap.ApiSettings;
import dev.millrace.bootstrap.Database;
import dev.millrace.bootstrap.Parts;
import dev.millrace.bootstrap.Program;
import dev.millrace.bootstrap.Settings;
import dev.millrace.bootstrap.Waiting;
import dev.millrace.domain.delivery.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// The API of a distributed Millrace: takes jobs, tells of them, also to webhooks, and works on nothing itself. Any number of them may run.
public final class ApiMain {
    private static final System.Logger LOG = System.getLogger(ApiMain.class.getName());
    private static final ObjectKey ANY = new ObjectKey("health");

    /// Requests, sweeps, and listeners of events.
    private static final int CONNECTIONS = 10;

    private static final Duration TO_FINISH_REQUESTS = Duration.ofSeconds(20);

    private ApiMain() {}

    /// Runs until a signal ends it.
    public static void main(String[] arguments) {
        Program.run(settings -> {
            ApiSettings serving = ApiSettings.from(settings);
            RestConfig address = Address.from(settings, serving);
            Database database = Database.from(settings);
            RedisConfig redis = RedisConfig.fromEnvironment(settings.environment());
            S3Config s3 = S3Config.fromEnvironment(settings.environment());
            Optional<byte[]> playKey = playKey(settings);
            ReachableNetworks networks = ReachableNetworks.fromEnvironment(settings.environment());
            Duration target = Duration.ofMinutes(settings.number("MILLRACE_TARGET_MINUTES", 10, 1, 10_080));
            return new Program.Told(
                    TO_FINISH_REQUESTS, () -> serve(address, serving, database, redis, s3, playKey, networks, target));
        });
    }

    private static void serve(
            RestConfig address,
            ApiSettings serving,
            Database database,
            RedisConfig redis,
            S3Config s3,
            Optional<byte[]> playKey,
            ReachableNetworks networks,
            Duration target)
            throws InterruptedException {
        try (Parts parts = new Parts()) {
            HikariDataSource pool = parts.add(database.pool("millrace-api", CONNECTIONS));
            S3Media media = parts.add(S3Media.connect(s3));
            EngineBuilder builder = TranscodingEngine.builder()
                    .persistence(database.await(pool))
                    .target(target)
                    .queuedJobs(serving.queuedJobs())
                    .slots(0);
            Waiting.until("storage (S3_…)", () -> media.store().size(ANY));
            RedisSignalling signalling = RedisSignalling.connect(redis);
            playKey.ifPresent(builder::playKey);
            TranscodingEngine engine = parts.add(builder.signalling(signalling)
                    .media(media.store())
                    .transfer(media.transfer())
                    .sender(HookSender.reaching(networks))
                    .part(new CheckHealth.Part("redis", () -> health(signalling)))
                    .start());
            RestApi api = parts.add(RestApi.start(address, engine.useCases()));
            LOG.log(System.Logger.Level.INFO, "Listens on {0}", api.uri());
            Program.awaitSignal();
        }
    }

    /// Without it jobs are served all the same, some seconds later.
    private static Component health(RedisSignalling signalling) {
        return signalling.answers()
                ? new Component("redis", Status.UP, "It answers.")
                : new Component(
                        "redis", Status.DEGRADED, "It does not answer; changes are noticed some seconds later.");
    }

    private static Optional<byte[]> playKey(Settings settings) {
        Optional<byte[]> key = settings.text("MILLRACE_PLAY_KEY").map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (key.isPresent() && key.get().length < PlayTokens.SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "MILLRACE_PLAY_KEY has at least " + PlayTokens.SHORTEST_KEY + " characters.");
        }
        if (key.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Links for playing are good only at this process and until it ends; set MILLRACE_PLAY_KEY");
        }
        return key;
    }
}
