package dev.millrace.standalone.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.Subscription;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskState;
import dev.millrace.standalone.Ffmpeg;
import dev.millrace.standalone.playback.PlayerPage.Player;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real players play a job, most of them before it is over.
class PlaybackIT {
    private static final int SECONDS = 40;
    private static final int RATE = 24;
    private static final int SPEED = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Profile STREAMS = new Profile(
            BuiltInProfiles.TEST.name(),
            BuiltInProfiles.TEST.cadence(),
            BuiltInProfiles.TEST.video(),
            BuiltInProfiles.TEST.audio(),
            List.of(new Delivery.Hls(), new Delivery.Dash()),
            List.of());

    @TempDir
    static Path clips;

    private static Path film;
    private static MediaTools tools;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeFilm() throws Exception {
        film = Ffmpeg.film(clips.resolve("film.mp4"), "320x180", RATE, SECONDS);
        tools = FfmpegToolchain.find(FfmpegConfig.fromEnvironment(System.getenv()));
    }

    @Test
    void hls_js_starts_before_the_job_is_over_and_plays_through_to_the_end() throws Exception {
        HeldTools held = HeldTools.before(3, tools);
        try (PlayServer server = new PlayServer(film, held, folder)) {
            JobId job = begun(server, 1);
            try (PlayerPage page = new PlayerPage(Player.HLS_JS, server.link(job, "master.m3u8"), SPEED)) {
                page.until("time ");
                assertThat(server.engine().find(job).orElseThrow().status()).isEqualTo(JobStatus.PROCESSING);
                held.letGo();
                List<String> told = page.until("ended ");

                assertThat(server.engine().await(job, PATIENCE).orElseThrow().status())
                        .isEqualTo(JobStatus.COMPLETED);
                PlayerPage.assertPlayedWhole(told, SECONDS, RATE);
                assertThat(told).anyMatch(line -> line.startsWith("playlist open"));
                assertThat(told).anyMatch(line -> line.equals("playlist ended " + SECONDS));
            }
        }
    }

    @Test
    void a_player_that_comes_before_the_first_segment_waits_for_it() throws Exception {
        HeldTools held = HeldTools.before(0, tools);
        try (PlayServer server = new PlayServer(film, held, folder)) {
            JobId job = server.submit(STREAMS);
            await(
                    server.engine(),
                    job,
                    () -> server.engine().find(job).orElseThrow().plan().isPresent());
            try (PlayerPage page = new PlayerPage(Player.HLS_JS, server.link(job, "master.m3u8"), SPEED)) {
                page.until("asks");
                held.letGo();

                PlayerPage.assertPlayedWhole(page.until("ended "), SECONDS, RATE);
            }
        }
    }

    @Test
    void a_canceled_job_is_played_as_far_as_it_came() throws Exception {
        HeldTools held = HeldTools.before(2, tools);
        try (PlayServer server = new PlayServer(film, held, folder)) {
            JobId job = begun(server, 4);
            try (PlayerPage page = new PlayerPage(Player.HLS_JS, server.link(job, "master.m3u8"), SPEED)) {
                page.until("time ");
                server.engine().cancel(job);

                String end = page.until("ended ").getLast();

                assertThat(PlayerPage.value(end, "at")).isCloseTo(4, Offset.offset(0.1));
            }
        }
    }

    @Test
    void ffmpeg_decodes_six_seconds_before_the_job_is_over() throws Exception {
        HeldTools held = HeldTools.before(3, tools);
        try (PlayServer server = new PlayServer(film, held, folder)) {
            JobId job = begun(server, 8);

            Ffmpeg.Heard heard = Ffmpeg.decodeFrom(server.link(job, "master.m3u8"), 6);

            assertThat(heard.frames()).isEqualTo(6 * RATE);
            assertThat(heard.soundSeconds()).isCloseTo(6, Offset.offset(0.05));
            assertThat(server.engine().find(job).orElseThrow().status()).isEqualTo(JobStatus.PROCESSING);
        }
    }

    @Test
    void dash_js_plays_a_finished_job_to_the_end() throws Exception {
        try (PlayServer server = new PlayServer(film, tools, folder)) {
            JobId job = server.submit(STREAMS);
            assertThat(server.engine().await(job, PATIENCE).orElseThrow().status())
                    .isEqualTo(JobStatus.COMPLETED);
            try (PlayerPage page = new PlayerPage(Player.DASH_JS, server.link(job, "manifest.mpd"), SPEED)) {
                PlayerPage.assertPlayedWhole(page.until("ended "), SECONDS, RATE);
            }
        }
    }

    @Test
    void what_is_announced_before_anything_is_encoded_is_not_exceeded() throws Exception {
        HeldTools held = HeldTools.before(0, tools);
        try (PlayServer server = new PlayServer(film, held, folder)) {
            JobId job = server.submit(STREAMS);
            String announced = text(server.link(job, "master.m3u8"));
            held.letGo();
            server.engine().await(job, PATIENCE);
            String measured = text(server.link(job, "master.m3u8"));

            assertThat(announced).doesNotContain("AVERAGE-BANDWIDTH");
            assertThat(measured).contains("AVERAGE-BANDWIDTH");
            for (String size : List.of("320x180", "160x90")) {
                assertThat(Variant.of(size, measured).bandwidth())
                        .isLessThanOrEqualTo(Variant.of(size, announced).bandwidth());
                assertThat(Variant.of(size, measured).level())
                        .isEqualTo(Variant.of(size, announced).level());
            }
        }
    }

    private record Variant(long bandwidth, String level) {
        static Variant of(String size, String master) {
            String line = master.lines()
                    .filter(candidate -> candidate.contains("RESOLUTION=" + size))
                    .findFirst()
                    .orElseThrow();
            return new Variant(
                    Long.parseLong(line.replaceFirst(".*[:,]BANDWIDTH=([0-9]+).*", "$1")),
                    line.replaceFirst(".*avc1\\.[0-9a-f]{4}([0-9a-f]{2}).*", "$1"));
        }
    }

    private static String text(URI link) throws Exception {
        try (InputStream bytes = link.toURL().openStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JobId begun(PlayServer server, int segments) throws InterruptedException {
        JobId job = server.submit(STREAMS);
        await(server.engine(), job, () -> segments(server.engine(), job) >= segments);
        return job;
    }

    private static long segments(TranscodingEngine engine, JobId job) {
        return engine.tasks(job).stream()
                .map(task -> task.state() instanceof TaskState.Done(Product.EncodedChunk chunk)
                        ? chunk.renditions().getFirst().segments().size()
                        : 0)
                .reduce(0, Integer::sum);
    }

    private static void await(TranscodingEngine engine, JobId job, BooleanSupplier reached)
            throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        try (Subscription _ = engine.watch(job, _ -> changes.release())) {
            while (!reached.getAsBoolean()) {
                assertThat(changes.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }
    }
}
