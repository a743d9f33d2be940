package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.adapter.s3.S3Config;
import dev.millrace.adapter.s3.S3Media;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.source.SourceCache;
import dev.millrace.application.worker.PerformTask;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testing.servers.FlakyProxy;
import dev.millrace.testing.servers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much of a source is read from storage, and how much lies in scratch folders, when every task of a job runs on a
/// machine of its own.
class SourceReadsIT {
    private static final String FILM = "film.mp4";

    /// As profiles for people have it: 6 s first, then 24 s. The profile `test` has segments of one second.
    private static final ChunkPolicy CHUNKS = new ChunkPolicy.Even(12, 6, 24);

    /// What other tasks read is no source.
    private static final Set<WorkKind> READERS =
            EnumSet.of(WorkKind.PROBE, WorkKind.INDEX, WorkKind.ENCODE_CHUNK, WorkKind.STILLS);

    private static final int SECONDS = 222;
    private static final int RATE = 24;

    /// About two seconds, and never where a chunk begins.
    private static final int GROUP = 50;

    @TempDir
    Path folder;

    private final Map<WorkKind, Long> read = new EnumMap<>(WorkKind.class);
    private int chunks;
    private int machines;

    @Test
    void ten_chunks_on_ten_machines_read_little_more_than_the_film_once() throws Exception {
        Path film = Film.make(folder.resolve(FILM), "640x360", RATE, SECONDS, GROUP);
        try (S3Server server = S3Server.start();
                FlakyProxy network = FlakyProxy.to(server.port());
                S3Media media = S3Media.connect(config(server, network))) {
            media.store().put(new ObjectKey(FILM), film, MediaType.MP4);
            Persistence persistence = new MemoryPersistence(Clock.systemUTC(), new Random(1));
            try (TranscodingEngine engine = TranscodingEngine.builder()
                    .persistence(persistence)
                    .media(media.store())
                    .slots(0)
                    .start()) {
                var job = engine.submit(NewJob.of(FILM).profile("test"));
                work(persistence, media.store(), network);

                assertThat(engine.find(job).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
            }
        }

        double size = Files.size(film);
        double all = READERS.stream().mapToLong(read::get).sum() / size;
        double pictures = read.get(WorkKind.ENCODE_CHUNK) / size;
        System.getLogger(getClass().getName())
                .log(
                        System.Logger.Level.INFO,
                        "Read of {0} bytes: pictures {1}, all {2}; {3}",
                        size,
                        pictures,
                        all,
                        read);
        assertThat(chunks).isEqualTo(10);
        assertThat(pictures).isBetween(0.9, 1.25);
        assertThat(all).isLessThan(2.4);
    }

    private void work(Persistence persistence, MediaStore media, FlakyProxy network) throws Exception {
        FfmpegToolchain tools = FfmpegToolchain.find(FfmpegConfig.fromEnvironment(System.getenv()));
        Claimant worker = new Claimant(
                new WorkerId(new UUID(1, 1)),
                EnumSet.allOf(WorkKind.class),
                tools.transcoder().capabilities().encoder(),
                OptionalInt.empty());
        Optional<Claim> next = persistence.tasks().claim(worker, Duration.ofHours(1));
        while (next.isPresent()) {
            Claim claim = next.get();
            long before = network.replied();
            persistence.tasks().settle(claim.lease(), onAMachineOfItsOwn(claim, media, tools));
            read.merge(claim.work().kind(), network.replied() - before, Long::sum);
            next = persistence.tasks().claim(worker, Duration.ofHours(1));
        }
    }

    private Settlement onAMachineOfItsOwn(Claim claim, MediaStore media, FfmpegToolchain tools) throws Exception {
        Path machine = Files.createDirectory(folder.resolve("machine-" + machines++));
        Path attempts = Files.createDirectory(machine.resolve("attempts"));
        long[] peak = new long[1];
        try (SourceCache cache = new SourceCache(media, machine.resolve("cache"), new ByteSize(Long.MAX_VALUE))) {
            PerformTask perform = new PerformTask(
                    media,
                    cache,
                    Optional.empty(),
                    tools,
                    new Planner(CHUNKS),
                    () -> Fleet.UNKNOWN,
                    RetryPolicy.STANDARD,
                    new Random(1),
                    attempts);
            Settlement settlement = perform.perform(claim, _ -> peak[0] = Math.max(peak[0], made(attempts)));
            if (settlement instanceof Settlement.Succeeded succeeded
                    && succeeded.product() instanceof Product.EncodedChunk chunk) {
                chunks++;
                assertThat(peak[0]).as("scratch of " + claim.lease().task()).isBetween(1L, 2 * output(chunk));
            }
            return settlement;
        }
    }

    private static long output(Product.EncodedChunk chunk) {
        return chunk.renditions().stream()
                .flatMap(track -> Stream.concat(
                        Stream.of(track.init()), track.segments().stream().map(segment -> segment.file())))
                .mapToLong(file -> file.size().bytes())
                .sum();
    }

    /// All that lies there but the window, which was counted when it was read.
    private static long made(Path attempts) {
        try (Stream<Path> files = Files.walk(attempts)) {
            return files.filter(file ->
                            Files.isRegularFile(file) && !file.getParent().endsWith("window"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Config config(S3Server server, FlakyProxy network) {
        server.newBucket("reads");
        return S3Config.fromEnvironment(Map.of(
                "S3_ENDPOINT",
                "http://127.0.0.1:" + network.port(),
                "S3_BUCKET",
                "reads",
                "S3_ACCESS_KEY",
                server.accessKey(),
                "S3_SECRET_KEY",
                server.secretKey()));
    }
}
