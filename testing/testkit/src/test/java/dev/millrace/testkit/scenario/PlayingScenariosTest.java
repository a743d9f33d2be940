package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.PlayJob;
import dev.millrace.application.client.PlayJob.Answer;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.client.WatchJob;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.worker.Worker;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.MemoryTransfer;
import dev.millrace.testkit.ScriptedTools;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs as players see them, from the first request to the last.
class PlayingScenariosTest {
    private static final PlayTokens TOKENS = new PlayTokens(new byte[PlayTokens.SHORTEST_KEY]);
    private static final String MASTER = "master.m3u8";
    private static final String PICTURE = "180p.m3u8";
    private static final String SOUND = "audio-1.m3u8";
    private static final Failure ENCODER_FAILED =
            new Failure(FailureCode.TASK_KEPT_DYING, "The encoder ended with an error.");

    private static final Pattern LINK =
            Pattern.compile("(?:URI|media|sourceURL)=\"([^\"]+)\"|^([^#<\\s].*)$", Pattern.MULTILINE);

    @TempDir
    Path scratch;

    private ScriptedTools tools;
    private Mill mill;
    private MemoryTransfer transfer;
    private PlayJob player;
    private Worker worker;
    private JobId id;

    @BeforeEach
    void submit() {
        tools = new ScriptedTools(Duration.ofSeconds(10));
        mill = new Mill(tools, scratch);
        transfer = new MemoryTransfer(mill.media, mill.clock);
        player = player(transfer, mill.clock, Duration.ZERO);
        worker = mill.aWorker();
        Profile test = BuiltInProfiles.TEST;
        Profile profile = new Profile(
                test.name(),
                test.cadence(),
                test.video(),
                test.audio(),
                List.of(new Delivery.Hls(), new Delivery.Dash()),
                List.of());
        id = ((SubmitJob.Answer.Accepted) mill.submit(NewJob.of("film.mp4").profile(profile)))
                .job()
                .id();
    }

    @Test
    void a_job_plays_as_soon_as_it_is_planned() throws Exception {
        assertThat(refusal(MASTER)).isEqualTo(FailureCode.NOT_PLAYABLE_YET);

        worker.workOnce();

        assertThat(manifest(MASTER).text()).contains("RESOLUTION=320x180", "180p.m3u8?token=", "audio-1.m3u8?token=");
        assertThat(manifest(MASTER).last()).isFalse();
        assertThat(manifest(PICTURE).text())
                .contains("#EXT-X-PLAYLIST-TYPE:EVENT")
                .doesNotContain("#EXTINF");
        assertThat(manifest(SOUND).text())
                .contains("#EXT-X-PLAYLIST-TYPE:EVENT")
                .doesNotContain("#EXTINF");
        assertThat(refusal("manifest.mpd")).isEqualTo(FailureCode.NOT_PLAYABLE_YET);
    }

    @Test
    void its_playlists_grow_until_they_are_those_that_are_published() throws Exception {
        worker.workOnce();
        String master = manifest(MASTER).text();
        String before = manifest(PICTURE).text();
        while (!manifest(PICTURE).last()) {
            assertThat(manifest(MASTER).text()).isEqualTo(master);
            assertThat(manifest(PICTURE).text()).startsWith(before);
            before = manifest(PICTURE).text();
            assertThat(worker.workOnce()).isTrue();
        }

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.PROCESSING);
        String whole = manifest(PICTURE).text();
        String dash = manifest("manifest.mpd").text();
        assertThat(whole).contains("#EXT-X-PLAYLIST-TYPE:VOD").endsWith("#EXT-X-ENDLIST\n");
        assertThat(manifest(MASTER).text()).contains("AVERAGE-BANDWIDTH=");
        assertThat(manifest("manifest.mpd").type()).isEqualTo(MediaType.DASH);
        assertThat(links(whole))
                .hasSizeGreaterThan(2)
                .allSatisfy(link -> assertThat(transfer.get(link)).isPresent());
        assertThat(links(dash))
                .containsAll(links(whole))
                .allSatisfy(link -> assertThat(transfer.get(link)).isPresent());

        mill.runDry(worker);

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(manifest(PICTURE)).isEqualTo(new Answer.Manifest(whole, MediaType.HLS, true));
        assertThat(manifest("manifest.mpd").text()).isEqualTo(dash);
    }

    @Test
    void a_canceled_job_ends_its_playlists_and_a_retried_one_opens_them_again() throws Exception {
        worker.workOnce();
        worker.workOnce();
        worker.workOnce();
        String open = manifest(PICTURE).text();
        assertThat(open).contains("#EXTINF").doesNotContain("#EXT-X-ENDLIST");

        mill.cancel(id);

        assertThat(manifest(PICTURE).text()).isEqualTo(open + "#EXT-X-ENDLIST\n");
        assertThat(manifest(SOUND).text()).contains("#EXTINF").endsWith("#EXT-X-ENDLIST\n");
        assertThat(manifest(MASTER).last()).isFalse();
        assertThat(refusal("manifest.mpd")).isEqualTo(FailureCode.NOTHING_TO_PLAY);
        mill.retry(id);
        assertThat(manifest(PICTURE).text()).isEqualTo(open);
        mill.runDry(worker);
        assertThat(manifest(PICTURE).last()).isTrue();
    }

    @Test
    void a_job_that_failed_before_its_first_chunk_says_why_there_is_nothing() throws Exception {
        tools.failing(WorkKind.INDEX, ENCODER_FAILED);
        tools.failing(WorkKind.ENCODE_CHUNK, ENCODER_FAILED);
        mill.runDry(worker);

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(play(MASTER))
                .isEqualTo(new Answer.Refused(new Failure(
                        FailureCode.NOTHING_TO_PLAY,
                        "The job ended before this could be played. The encoder ended with an error.")));
        assertThat(manifest(PICTURE).text()).doesNotContain("#EXTINF").endsWith("#EXT-X-ENDLIST\n");
    }

    @Test
    void a_link_plays_one_job_for_a_day() throws Exception {
        worker.workOnce();
        JobId other = mill.submit();
        String token = player.token(TenantId.DEFAULT, id);

        assertThat(player.play(id, token, MASTER)).isInstanceOf(Answer.Manifest.class);
        assertThat(refusal(player.play(other, token, MASTER))).isEqualTo(FailureCode.PLAY_LINK_INVALID);
        assertThat(refusal(player.play(id, token + "x", MASTER))).isEqualTo(FailureCode.PLAY_LINK_INVALID);
        assertThat(player.play(id, player.token(new TenantId("other"), id), MASTER))
                .isEqualTo(new Answer.Unknown());
        mill.clock.advance(PlayJob.VALID);
        assertThat(player.play(id, token, MASTER)).isInstanceOf(Answer.Manifest.class);
        mill.clock.advance(Duration.ofHours(1));
        assertThat(refusal(player.play(id, token, MASTER))).isEqualTo(FailureCode.PLAY_LINK_EXPIRED);
    }

    @Test
    void what_the_profile_does_not_deliver_is_unknown() throws Exception {
        JobId files = ((SubmitJob.Answer.Accepted)
                        mill.submit(NewJob.of("film.mp4").profile("mp4")))
                .job()
                .id();
        worker.workOnce();
        worker.workOnce();
        String token = player.token(TenantId.DEFAULT, files);

        assertThat(player.play(files, token, MASTER)).isEqualTo(new Answer.Unknown());
        assertThat(player.play(files, token, "manifest.mpd")).isEqualTo(new Answer.Unknown());
        for (String name : List.of("", "1080p.m3u8", "../master.m3u8", "180p", ".m3u8", "MASTER.M3U8")) {
            assertThat(play(name)).as(name).isEqualTo(new Answer.Unknown());
        }
    }

    @Test
    void links_to_segments_run_out_with_the_link_to_the_job() throws Exception {
        mill.runDry(worker);
        List<URI> links = links(manifest(PICTURE).text());

        mill.clock.advance(PlayJob.VALID);
        assertThat(links).allSatisfy(link -> assertThat(transfer.get(link)).isPresent());
        mill.clock.advance(Duration.ofHours(1));
        assertThat(links).allSatisfy(link -> assertThat(transfer.get(link)).isEmpty());
    }

    @Test
    void storage_that_signs_nothing_is_said_to_be_away() throws Exception {
        mill.runDry(worker);
        PlayJob cutOff = player(new CutOffTransfer(), mill.clock, Duration.ZERO);

        assertThat(cutOff.play(id, player.token(TenantId.DEFAULT, id), PICTURE))
                .isEqualTo(new Answer.Refused(CutOffTransfer.AWAY));
    }

    @Test
    void a_player_that_comes_too_early_is_answered_when_there_is_something() throws Exception {
        PlayJob patient = player(transfer, Clock.systemUTC(), Duration.ofMinutes(1));
        String token = player.token(TenantId.DEFAULT, id);
        try (ExecutorService players = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> master = players.submit(() -> patient.play(id, token, MASTER));
            Future<Answer> picture = players.submit(() -> patient.play(id, token, PICTURE));
            Future<Answer> unknown = players.submit(() -> patient.play(id, token, "nothing.m3u8"));

            mill.runDry(worker);

            assertThat(master.get()).isInstanceOf(Answer.Manifest.class);
            assertThat(((Answer.Manifest) picture.get()).text()).contains("#EXTINF");
            assertThat(unknown.get()).isEqualTo(new Answer.Unknown());
        }
    }

    private PlayJob player(DirectTransfer links, Clock waiting, Duration patience) {
        WatchJob watch = new WatchJob(mill.persistence.jobs(), mill.signalling.signals(), waiting, Mill.SECOND);
        return new PlayJob(mill.persistence, links, TOKENS, watch, mill.clock, patience);
    }

    private static List<URI> links(String manifest) {
        return LINK.matcher(manifest)
                .results()
                .map(link -> link.group(1) != null ? link.group(1) : link.group(2))
                .map(link -> URI.create(link.replace("&amp;", "&")))
                .toList();
    }

    private Answer play(String name) throws InterruptedException {
        return player.play(id, player.token(TenantId.DEFAULT, id), name);
    }

    private Answer.Manifest manifest(String name) throws InterruptedException {
        return (Answer.Manifest) play(name);
    }

    private FailureCode refusal(String name) throws InterruptedException {
        return refusal(play(name));
    }

    private static FailureCode refusal(Answer answer) {
        return ((Answer.Refused) answer).failure().code();
    }
}
