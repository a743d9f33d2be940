package dev.millrace.domain.delivery;

import static dev.millrace.domain.delivery.Growing.cadenceOf;
import static dev.millrace.domain.delivery.Growing.chunk;
import static dev.millrace.domain.delivery.Growing.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.Property;
import dev.millrace.domain.delivery.GrowingPresentation.Stage;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Rendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HlsEventPlaylistsTest {
    private static final Links<RenditionId> PLAYLISTS = rendition -> URI.create(rendition + ".m3u8");
    private static final Links<ObjectKey> OBJECTS = key -> URI.create("/" + key);
    private static final Plan FILM = Growing.aPlan(BuiltInProfiles.WEB, 1280, 720, 24, 1440);
    private static final RenditionId PICTURE = new RenditionId("720p");
    private static final RenditionId SOUND = new RenditionId("audio-1");

    @Test
    void before_anything_is_encoded_the_recipe_says_what_to_choose_from() {
        String multivariant = playlists(FILM, Map.of(), List.of(), false).multivariant(PLAYLISTS);

        assertThat(multivariant).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio-1.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=1774406,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=24.000,AUDIO="audio"
                480p.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=4174406,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=24.000,AUDIO="audio"
                720p.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=1107739,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=24.000,AUDIO="audio"
                360p.m3u8
                """);
    }

    @Test
    void before_the_first_chunk_is_done_a_media_playlist_is_empty_and_open() {
        String media = playlists(FILM, Map.of(), sound(FILM, 10), false).media(PICTURE, OBJECTS);

        assertThat(media).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:6
                #EXT-X-PLAYLIST-TYPE:EVENT
                #EXT-X-START:TIME-OFFSET=0,PRECISE=YES
                #EXT-X-INDEPENDENT-SEGMENTS
                """);
        assertThat(playlists(FILM, Map.of(), sound(FILM, 10), false).media(SOUND, OBJECTS))
                .isEqualTo(media);
    }

    @Test
    void sound_is_listed_as_far_as_there_are_pictures() {
        HlsEventPlaylists playlists =
                playlists(FILM, Map.of(0, chunk(FILM, 0), 2, chunk(FILM, 2)), sound(FILM, 10), false);

        assertThat(playlists.media(PICTURE, OBJECTS)).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:6
                #EXT-X-PLAYLIST-TYPE:EVENT
                #EXT-X-START:TIME-OFFSET=0,PRECISE=YES
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="/chunk-0000/720p/init.mp4"
                #EXTINF:6.000000,
                /chunk-0000/720p/000000.m4s
                """);
        assertThat(playlists.media(SOUND, OBJECTS)).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:6
                #EXT-X-PLAYLIST-TYPE:EVENT
                #EXT-X-START:TIME-OFFSET=0,PRECISE=YES
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="/index/audio-1/init.mp4"
                #EXTINF:6.016000,
                /index/audio-1/000000.m4s
                """);
    }

    @Test
    void a_job_that_ended_early_ends_its_playlists_where_they_are() {
        HlsEventPlaylists playlists = playlists(FILM, Map.of(0, chunk(FILM, 0)), sound(FILM, 10), true);

        assertThat(playlists.presentation().stage()).isEqualTo(Stage.ABANDONED);
        assertThat(playlists.media(PICTURE, OBJECTS)).endsWith("/000000.m4s\n#EXT-X-ENDLIST\n");
        assertThat(playlists.media(SOUND, OBJECTS)).endsWith("/000000.m4s\n#EXT-X-ENDLIST\n");
        assertThat(playlists(FILM, Map.of(), List.of(), true).media(PICTURE, OBJECTS))
                .endsWith("\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-ENDLIST\n");
    }

    @Test
    void sound_without_pictures_is_there_all_at_once() {
        Plan plan = Growing.aPlanOfSound(BuiltInProfiles.WEB);

        GrowingPresentation before = GrowingPresentation.of(plan, Map.of(), List.of(), false);
        GrowingPresentation after = GrowingPresentation.of(plan, Map.of(), sound(plan, 24), false);

        assertThat(before.stage()).isEqualTo(Stage.GROWING);
        assertThat(new HlsEventPlaylists(before, BuiltInProfiles.WEB.cadence()).multivariant(PLAYLISTS))
                .contains("#EXT-X-STREAM-INF:BANDWIDTH=168667,CODECS=\"mp4a.40.2\",AUDIO=\"audio\"\naudio-1.m3u8\n");
        assertThat(after.whole()).isPresent();
    }

    @Test
    void pictures_without_sound_are_whole_when_the_last_chunk_is() {
        Plan plan = Growing.aSilentPlan(BuiltInProfiles.TEST, 320, 180, 25, 75);
        Map<Integer, List<SegmentedTrack>> chunks = new HashMap<>();
        for (int index = 0; index < plan.requirePicture().chunks().size(); index++) {
            assertThat(GrowingPresentation.of(plan, chunks, List.of(), false).whole())
                    .isEmpty();
            chunks.put(index, chunk(plan, index));
        }

        assertThat(GrowingPresentation.of(plan, chunks, List.of(), false).whole())
                .isPresent();
    }

    @Test
    void a_chunk_with_another_header_ends_the_run() {
        List<SegmentedTrack> strange = chunk(FILM, 1).stream()
                .map(track -> new SegmentedTrack(
                        track.rendition(),
                        track.codecs(),
                        new StoredFile(track.init().key(), track.init().size(), "cd".repeat(32)),
                        track.segments()))
                .toList();

        GrowingPresentation growing = GrowingPresentation.of(
                FILM, Map.of(0, chunk(FILM, 0), 1, strange, 2, chunk(FILM, 2)), List.of(), false);

        assertThat(growing.track(PICTURE).orElseThrow().segments()).hasSize(1);
    }

    @Test
    void a_rendition_that_is_not_planned_has_no_playlist() {
        HlsEventPlaylists playlists = playlists(FILM, Map.of(), List.of(), false);

        assertThatThrownBy(() -> playlists.media(new RenditionId("1080p"), OBJECTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1080p");
    }

    /// Whatever order chunks are done in, each playlist only ever grows at its end, and nothing else in it changes.
    @Test
    void playlists_only_grow_at_their_end_whatever_is_done_first() {
        Property.holds(300, any -> {
            Plan plan = Growing.anyPlan(any);
            List<Integer> order = new ArrayList<>();
            plan.picture().ifPresent(picture -> picture.chunks().forEach(chunk -> order.add(chunk.index())));
            order.add(-1);
            Collections.shuffle(order, new Random(any.whole(0, 1_000_000)));

            Map<Integer, List<SegmentedTrack>> chunks = new HashMap<>();
            List<SegmentedTrack> sound = List.of();
            HlsEventPlaylists before = playlists(plan, chunks, sound, false);
            for (int done : order) {
                if (done < 0) {
                    sound = sound(plan, Growing.soundSegments(plan));
                } else {
                    chunks.put(done, chunk(plan, done));
                }
                HlsEventPlaylists after = playlists(plan, chunks, sound, false);
                assertThat(after.multivariant(PLAYLISTS)).isEqualTo(before.multivariant(PLAYLISTS));
                for (Rendition rendition : plan.renditions()) {
                    assertThat(openEnd(after.media(rendition.id(), OBJECTS)))
                            .startsWith(openEnd(before.media(rendition.id(), OBJECTS)));
                }
                before = after;
            }
            assertThat(before.presentation().whole()).isPresent();
        });
    }

    /// What is announced before anything was encoded holds for everything that is encoded within the recipe's caps.
    @Test
    void what_is_announced_is_never_exceeded() {
        Property.holds(300, any -> {
            Plan plan = Growing.anyPlan(any);
            HlsEventPlaylists playlists = playlists(plan, Growing.allChunks(plan), sound(plan, 3), false);

            for (Rendition rendition : plan.renditions()) {
                List<String> lines =
                        playlists.media(rendition.id(), OBJECTS).lines().toList();
                long target = Long.parseLong(lines.get(2).substring("#EXT-X-TARGETDURATION:".length()));
                assertThat(lines.stream()
                                .filter(line -> line.startsWith("#EXTINF:"))
                                .map(line -> line.substring("#EXTINF:".length(), line.length() - 1))
                                .mapToDouble(Double::parseDouble))
                        .allMatch(seconds -> Math.round(seconds) <= target);
            }
        });
    }

    private static String openEnd(String playlist) {
        return playlist.replace("#EXT-X-ENDLIST\n", "");
    }

    private static HlsEventPlaylists playlists(
            Plan plan, Map<Integer, List<SegmentedTrack>> chunks, List<SegmentedTrack> sound, boolean over) {
        return new HlsEventPlaylists(GrowingPresentation.of(plan, chunks, sound, over), cadenceOf(plan));
    }
}
