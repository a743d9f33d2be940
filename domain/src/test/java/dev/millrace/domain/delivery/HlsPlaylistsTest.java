package dev.millrace.domain.delivery;

import static dev.millrace.domain.delivery.Made.aPicture;
import static dev.millrace.domain.delivery.Made.aSound;
import static dev.millrace.domain.delivery.Made.pictures;
import static dev.millrace.domain.delivery.Made.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HlsPlaylistsTest {
    private static final ObjectKey MASTER = new ObjectKey("out/hls/master.m3u8");
    private static final Links<RenditionId> PLAYLISTS =
            id -> new RelativeLinks(MASTER).to(new ObjectKey("out/hls/" + id + ".m3u8"));

    @Test
    void pictures_and_sound_in_two_languages_are_listed_with_what_was_measured() {
        HlsPlaylists playlists = new HlsPlaylists(new Presentation(
                List.of(
                        aPicture(1920, 1080, pictures("1080p", 3_000_000, 144, 144, 72)),
                        aPicture(1280, 720, pictures("720p", 1_200_000, 144, 144, 72)),
                        aPicture(640, 360, pictures("360p", 400_000, 144, 144, 72))),
                List.of(
                        aSound(1, "eng", true, sound("audio-1", 96_000, 281, 281, 141)),
                        aSound(2, "ger", false, sound("audio-2", 97_000, 281, 281, 141)))));

        String master = playlists.multivariant(PLAYLISTS);

        assertThat(master).isEqualTo("""
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio-1.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Deutsch",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2",URI="audio-2.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=3454783,AVERAGE-BANDWIDTH=2073310,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=23.976,AUDIO="audio"
            720p.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=8249987,AVERAGE-BANDWIDTH=4950433,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1920x1080,FRAME-RATE=23.976,AUDIO="audio"
            1080p.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=1323581,AVERAGE-BANDWIDTH=794589,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=23.976,AUDIO="audio"
            360p.m3u8
            """);
    }

    @Test
    void a_film_without_sound_has_variants_without_an_audio_group() {
        HlsPlaylists playlists = new HlsPlaylists(
                new Presentation(List.of(aPicture(360, 640, pictures("640p", 400_000, 144))), List.of()));

        String master = playlists.multivariant(PLAYLISTS);

        assertThat(master).isEqualTo("""
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:BANDWIDTH=532801,AVERAGE-BANDWIDTH=532801,CODECS="avc1.64001f",RESOLUTION=360x640,FRAME-RATE=23.976
            640p.m3u8
            """);
    }

    @Test
    void sound_without_pictures_is_a_variant_of_its_own() {
        HlsPlaylists playlists = new HlsPlaylists(
                new Presentation(List.of(), List.of(aSound(1, "und", true, sound("audio-1", 96_000, 281, 281)))));

        String master = playlists.multivariant(PLAYLISTS);

        assertThat(master).isEqualTo("""
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",LANGUAGE="und",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio-1.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=128114,AVERAGE-BANDWIDTH=128114,CODECS="mp4a.40.2",AUDIO="audio"
            audio-1.m3u8
            """);
    }

    @Test
    void sounds_of_one_language_have_names_of_their_own_and_only_the_first_is_chosen_by_language() {
        HlsPlaylists playlists = new HlsPlaylists(new Presentation(
                List.of(aPicture(640, 360, pictures("360p", 400_000, 144))),
                List.of(
                        aSound(1, "fre", true, sound("audio-1", 96_000, 281)),
                        aSound(2, "fra", false, sound("audio-2", 96_000, 281)),
                        aSound(3, "", false, sound("audio-3", 96_000, 281)),
                        aSound(4, "pt-br", false, sound("audio-4", 96_000, 281)),
                        aSound(5, "nonsense!", false, sound("audio-5", 96_000, 281)))));

        List<String> media = playlists
                .multivariant(PLAYLISTS)
                .lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA:"))
                .map(line -> line.replaceAll(".*(NAME=.*),CHANNELS.*", "$1"))
                .toList();

        assertThat(media)
                .containsExactly(
                        "NAME=\"français\",LANGUAGE=\"fr\",DEFAULT=YES,AUTOSELECT=YES",
                        "NAME=\"français 2\",LANGUAGE=\"fr\",DEFAULT=NO,AUTOSELECT=NO",
                        "NAME=\"Audio\",LANGUAGE=\"und\",DEFAULT=NO,AUTOSELECT=NO",
                        "NAME=\"português (Brasil)\",LANGUAGE=\"pt-BR\",DEFAULT=NO,AUTOSELECT=YES",
                        "NAME=\"Audio 2\",LANGUAGE=\"und\",DEFAULT=NO,AUTOSELECT=NO");
    }

    @Test
    void where_every_variant_is_dear_the_cheapest_comes_first() {
        HlsPlaylists playlists = new HlsPlaylists(new Presentation(
                List.of(
                        aPicture(3840, 2160, pictures("2160p", 9_000_000, 144)),
                        aPicture(1920, 1080, pictures("1080p", 3_000_000, 144))),
                List.of()));

        List<String> links = playlists
                .multivariant(PLAYLISTS)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(links).containsExactly("1080p.m3u8", "2160p.m3u8");
    }

    @Test
    void a_media_playlist_names_header_and_segments_in_order_and_ends() {
        HlsPlaylists playlists = new HlsPlaylists(
                new Presentation(List.of(aPicture(640, 360, pictures("360p", 400_000, 144, 144, 25))), List.of()));
        Links<ObjectKey> relative = new RelativeLinks(new ObjectKey("out/hls/360p.m3u8"));

        String media = playlists.media(new RenditionId("360p"), relative);

        assertThat(media).isEqualTo("""
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:6
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="../360p/init.mp4"
            #EXTINF:6.006000,
            ../360p/seg-0.m4s
            #EXTINF:6.006000,
            ../360p/seg-1.m4s
            #EXTINF:1.042708,
            ../360p/seg-2.m4s
            #EXT-X-ENDLIST
            """);
    }

    @Test
    void pictures_and_sound_say_the_same_target_duration() {
        // Pictures of 1.5 s round up to 2 s, sound of 1.493 s alone would round down to 1 s.
        List<MediaSegment> pictures = List.of(new MediaSegment(Made.aFile("p", 1), new MediaDuration(3, 2)));
        List<MediaSegment> sound = sound("audio-1", 1, 70);
        HlsPlaylists playlists = new HlsPlaylists(
                new Presentation(List.of(aPicture(640, 360, pictures)), List.of(aSound(1, "eng", true, sound))));

        String ofPictures = playlists.media(new RenditionId("360p"), key -> URI.create("x"));
        String ofSound = playlists.media(new RenditionId("audio-1"), key -> URI.create("x"));

        assertThat(ofPictures).contains("#EXT-X-TARGETDURATION:2\n");
        assertThat(ofSound).contains("#EXT-X-TARGETDURATION:2\n");
    }

    @Test
    void the_shortest_film_has_a_target_duration_of_one_second() {
        HlsPlaylists playlists =
                new HlsPlaylists(new Presentation(List.of(aPicture(640, 360, pictures("360p", 1, 1))), List.of()));

        String media = playlists.media(new RenditionId("360p"), key -> URI.create("x"));

        assertThat(media).contains("#EXT-X-TARGETDURATION:1\n").contains("#EXTINF:0.041708,\n");
    }

    @ParameterizedTest
    @CsvSource({"24000,1001", "30000,1001", "60,1", "90000,2999", "25,2", "1,1"})
    void the_durations_of_any_run_of_segments_add_up_to_the_frame(int numerator, int denominator) {
        FrameRate rate = new FrameRate(numerator, denominator);
        List<MediaSegment> segments = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            segments.add(new MediaSegment(Made.aFile("s" + i, 1000), rate.durationOf(3 + i % 7)));
        }
        HlsPlaylists playlists = new HlsPlaylists(new Presentation(List.of(aPicture(640, 360, segments)), List.of()));

        List<BigDecimal> written = playlists
                .media(new RenditionId("360p"), key -> URI.create("x"))
                .lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .map(line -> new BigDecimal(line.substring("#EXTINF:".length(), line.length() - 1)))
                .toList();

        // Two roundings to a microsecond bound the error of every run; a frame is at least 16 ms.
        BigDecimal sum = BigDecimal.ZERO;
        MediaDuration exact = MediaDuration.ZERO;
        for (int i = 0; i < segments.size(); i++) {
            sum = sum.add(written.get(i));
            exact = exact.plus(segments.get(i).duration());
            BigDecimal seconds = BigDecimal.valueOf(exact.ticks())
                    .divide(BigDecimal.valueOf(exact.perSecond()), 9, RoundingMode.HALF_UP);
            assertThat(sum.subtract(seconds).abs()).isLessThanOrEqualTo(new BigDecimal("0.000000501"));
        }
    }

    @Test
    void a_key_can_neither_end_an_attribute_nor_a_line() {
        String hostile = "out/a\",URI=\"x #b%20ü:/é?.m4s";
        List<MediaSegment> segments = List.of(new MediaSegment(Made.aFile(hostile, 1), new MediaDuration(6, 1)));
        SegmentedTrack track =
                new SegmentedTrack(new RenditionId("360p"), "avc1.64001f", Made.aFile(hostile, 1), segments);
        HlsPlaylists playlists = new HlsPlaylists(new Presentation(
                List.of(new Presentation.Picture(aPicture(640, 360, segments).rendition(), Made.FILM_RATE, track)),
                List.of()));

        String media = playlists.media(new RenditionId("360p"), new RelativeLinks(MASTER));

        assertThat(media)
                .contains("#EXT-X-MAP:URI=\"../a%22%2CURI%3D%22x%20%23b%2520%C3%BC%3A/%C3%A9%3F.m4s\"\n")
                .contains("\n../a%22%2CURI%3D%22x%20%23b%2520%C3%BC%3A/%C3%A9%3F.m4s\n");
    }

    @Test
    void links_that_a_server_signs_are_written_in_ascii() {
        HlsPlaylists playlists =
                new HlsPlaylists(new Presentation(List.of(aPicture(640, 360, pictures("360p", 1, 144))), List.of()));

        String media = playlists.media(
                new RenditionId("360p"), key -> URI.create("https://cdn.example/ü/" + key + "?sig=a%2Bb"));

        assertThat(media)
                .contains("#EXT-X-MAP:URI=\"https://cdn.example/%C3%BC/out/360p/init.mp4?sig=a%2Bb\"\n")
                .contains("\nhttps://cdn.example/%C3%BC/out/360p/seg-0.m4s?sig=a%2Bb\n");
    }

    @Test
    void a_rendition_that_was_not_made_has_no_playlist() {
        HlsPlaylists playlists =
                new HlsPlaylists(new Presentation(List.of(aPicture(640, 360, pictures("360p", 1, 144))), List.of()));

        assertThatThrownBy(() -> playlists.media(new RenditionId("720p"), key -> URI.create("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("720p");
    }
}
