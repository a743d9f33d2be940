package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.StillRequest;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.Container;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Timing;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.AudioRecipe;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.Rung;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whole argument lists, one argument a line, in the files of the folder `golden`. A change of any of them is a change
/// of what is made, or of what a stranger's file can do; it should be seen in review.
class ArgumentsTest {
    private static final SourceLimits LIMITS = SourceLimits.STANDARD;
    private static final IndexCommand INDEX = new IndexCommand(LIMITS);
    private static final ChunkCommand CHUNK = new ChunkCommand(LIMITS, 3);
    private static final Grid FILM_GRID = Grid.of(FrameRate.of(24), Cadence.STREAMING);
    private static final Entry SEEK = new Entry.SeekTo(Duration.ofNanos(5_493_333_333L));

    @Test
    void headers_are_read() {
        golden("probe", new ProbeCommand(Sources.FILM, LIMITS).arguments());
    }

    @Test
    void a_film_is_indexed_with_its_sound() {
        golden("index", INDEX.atOnce(index(Duration.ZERO, OptionalInt.of(0), sound(BuiltInProfiles.WEB, 1))));
    }

    @Test
    void a_transport_stream_is_indexed_with_two_languages() {
        golden("index_late_start_two_sounds", INDEX.atOnce(aLateStreamWithTwoLanguages()));
    }

    @Test
    void sound_that_changes_its_form_is_decoded_first_and_encoded_then() {
        golden("index_decoding", INDEX.decoding(aLateStreamWithTwoLanguages()));
        golden("index_encoding", INDEX.encoding(aLateStreamWithTwoLanguages()));
    }

    @Test
    void left_and_right_from_two_tracks_are_joined() {
        AudioRendition pair = new AudioRendition(
                new RenditionId("audio-1"),
                1,
                OptionalInt.of(2),
                Optional.empty(),
                true,
                BuiltInProfiles.WEB.audio().getFirst());

        golden("index_pair", INDEX.atOnce(index(Duration.ZERO, OptionalInt.of(0), List.of(pair))));
    }

    @Test
    void surround_is_mixed_down_below_full_scale() {
        AudioTrack surround = new AudioTrack(1, "ac3", true, 6, 48_000, Optional.empty());
        IndexRequest request = index(Duration.ZERO, OptionalInt.of(0), sound(BuiltInProfiles.WEB, 1));
        SourceInfo info = request.info();

        golden(
                "index_surround",
                INDEX.atOnce(new IndexRequest(
                        request.source(),
                        new SourceInfo(info.container(), info.timing(), List.of(surround), List.of()),
                        request.pictureTrack(),
                        request.sound(),
                        request.segmentSeconds())));
    }

    @Test
    void a_source_whose_clock_jumps_is_copied() {
        golden("mend", new MendCommand(LIMITS).arguments(Sources.FILM, List.of(2, 0)));
    }

    @Test
    void high_dynamic_range_is_mapped_behind_the_scaler() {
        golden("chunk_hdr", smallChunk(Sources.aBrightFilm()));
    }

    @Test
    void a_few_pictures_are_decoded_as_if_an_early_x264_had_made_them() {
        OldX264 oldX264 = new OldX264(null, LIMITS);

        golden(
                "try_old_x264",
                oldX264.arguments(
                        Sources.FILM,
                        Duration.ofNanos(1_483_333_000L),
                        Sources.aFilm(),
                        SEEK,
                        List.of("-x264_build", "150")));
    }

    @Test
    void transparency_is_multiplied_away_behind_the_scaler() {
        golden("chunk_transparent", smallChunk(Sources.aTransparentFilm()));
    }

    @Test
    void pictures_are_indexed_without_sound() {
        golden("index_silent", INDEX.atOnce(index(Duration.ofMillis(-23), OptionalInt.of(0), List.of())));
    }

    @Test
    void sound_is_encoded_without_pictures() {
        AudioRecipe stereo = BuiltInProfiles.WEB.audio().getFirst();
        AudioRecipe mono = new AudioRecipe(stereo.encoder(), stereo.bitrate(), 1, 44_100);

        golden(
                "index_mono",
                INDEX.atOnce(index(Duration.ZERO, OptionalInt.empty(), List.of(sound("audio-1", 0, mono)))));
    }

    @Test
    void the_first_chunk_is_read_from_the_start() {
        golden("chunk_first", chunk(Sources.aFilm(), FILM_GRID, new Chunk(0, new FrameRange(0, 144), false), start()));
    }

    @Test
    void a_later_chunk_is_entered_behind_a_key_picture() {
        golden("chunk_later", chunk(Sources.aFilm(), FILM_GRID, new Chunk(1, new FrameRange(144, 720), false), SEEK));
    }

    @Test
    void the_last_chunk_holds_its_last_picture() {
        golden("chunk_last", chunk(Sources.aFilm(), FILM_GRID, new Chunk(4, new FrameRange(2304, 2400), true), SEEK));
    }

    @Test
    void a_turned_film_keeps_its_rate_and_may_not_change_its_size() {
        Grid grid = Grid.of(new FrameRate(30000, 1001), Cadence.STREAMING);

        golden("chunk_turned", chunk(Sources.aTurnedFilm(), grid, new Chunk(0, new FrameRange(0, 47), true), start()));
    }

    @Test
    void an_interlaced_film_is_made_of_whole_pictures_first() {
        Grid grid = Grid.of(FrameRate.of(25), Cadence.STREAMING);

        golden(
                "chunk_interlaced",
                chunk(Sources.anInterlacedFilm(), grid, new Chunk(1, new FrameRange(150, 300), false), SEEK));
    }

    @Test
    void a_film_that_does_not_say_its_colours_has_those_usual_for_its_size() {
        Grid grid = Grid.of(FrameRate.of(25), Cadence.STREAMING);
        Chunk chunk = new Chunk(0, new FrameRange(0, 150), false);

        assertThat(chunk(Sources.aTelevisionFilm(), grid, chunk, start()))
                .anyMatch(argument -> argument.contains("in_color_matrix=smpte170m:out_color_matrix=bt709"));
        assertThat(chunk(Sources.aFilmOfUnsaidColour(), grid, chunk, start()))
                .anyMatch(argument -> argument.contains("in_color_matrix=bt709:out_color_matrix=bt709"));
        assertThat(chunk(Sources.aFilm(), grid, chunk, start()))
                .anyMatch(argument -> argument.contains("in_color_matrix=auto:out_color_matrix=bt709"));
    }

    @Test
    void one_rung_is_not_split() {
        golden("chunk_one_rung", smallChunk(Sources.aTelevisionFilm()));
    }

    @Test
    void segments_are_joined_with_two_languages() {
        List<RemuxRequest.Sound> sound = List.of(
                joined("audio-1", Optional.of(new Language("de"))),
                joined("audio-2", Optional.of(new Language("pt-BR"))));

        golden(
                "join",
                new RemuxCommand(LIMITS)
                        .arguments(List.of("picture/index.m3u8", "sound-0/index.m3u8", "sound-1/index.m3u8"), sound));
    }

    @Test
    void segments_of_sound_alone_are_joined() {
        golden(
                "join_sound",
                new RemuxCommand(LIMITS)
                        .arguments(List.of("sound-0/index.m3u8"), List.of(joined("audio-1", Optional.empty()))));
    }

    @Test
    void a_picture_is_taken() {
        golden("still", still(Sources.aFilm(), new FrameSize(1920, 1080)));
    }

    @Test
    void a_picture_of_an_interlaced_film_is_taken() {
        golden("still_interlaced", still(Sources.anInterlacedFilm(), new FrameSize(1280, 720)));
    }

    @Test
    void what_was_encoded_is_decoded() {
        DecodeCheck check = new DecodeCheck(null, LIMITS);

        golden("check_pictures", check.pictureArguments(List.of(new RenditionId("720p"), new RenditionId("360p"))));
        golden("check_sound", check.soundArguments(List.of(new RenditionId("audio-1"))));
    }

    private static IndexRequest aLateStreamWithTwoLanguages() {
        Duration start = Duration.ofNanos(2_355_577_967_000L);
        return index(start, OptionalInt.of(2), sound(BuiltInProfiles.TEST, 0, 1));
    }

    private static IndexRequest index(Duration start, OptionalInt picture, List<AudioRendition> sound) {
        SourceInfo info = new SourceInfo(
                new Container("mov,mp4,m4a,3gp,3g2,mj2", new ByteSize(1), Optional.empty()),
                new Timing(start, Optional.of(Duration.ofSeconds(100))),
                List.of(),
                List.of());
        return new IndexRequest(Sources.FILM, info, picture, sound, 6);
    }

    private static List<AudioRendition> sound(Profile profile, Integer... tracks) {
        AudioRecipe recipe = profile.audio().getFirst();
        return Stream.of(tracks)
                .map(track -> sound("audio-" + (track + 1), track, recipe))
                .toList();
    }

    private static AudioRendition sound(String id, int track, AudioRecipe recipe) {
        return new AudioRendition(
                new RenditionId(id), track, OptionalInt.empty(), Optional.empty(), track == 0, recipe);
    }

    private static List<String> chunk(VideoTrack track, Grid grid, Chunk chunk, Entry entry) {
        ChunkRequest request = new ChunkRequest(
                Sources.FILM,
                Duration.ofNanos(1_483_333_000L),
                track,
                grid,
                chunk,
                List.of(entry),
                renditions(BuiltInProfiles.WEB, track));
        return CHUNK.arguments(request, entry, List.of());
    }

    private static List<String> smallChunk(VideoTrack track) {
        Grid grid = Grid.of(FrameRate.of(25), BuiltInProfiles.TEST.cadence());
        ChunkRequest request = new ChunkRequest(
                Sources.FILM,
                Duration.ofSeconds(10),
                track,
                grid,
                new Chunk(0, new FrameRange(0, 26), true),
                List.of(start()),
                renditions(BuiltInProfiles.TEST, track).subList(1, 2));
        return CHUNK.arguments(request, start(), List.of());
    }

    private static List<VideoRendition> renditions(Profile profile, VideoTrack track) {
        return profile.video().getFirst().ladder().rungs().stream()
                .filter(rung -> rung.shortSide() <= track.display().shortSide())
                .map(rung -> new VideoRendition(
                        new RenditionId(rung.shortSide() + "p"),
                        profile.video().getFirst().encoder(),
                        size(rung, track),
                        rung.crf(),
                        rung.maxBitrate(),
                        rung.buffer()))
                .toList();
    }

    private static FrameSize size(Rung rung, VideoTrack track) {
        FrameSize display = track.display();
        int longSide = Math.round((float) display.longSide() * rung.shortSide() / display.shortSide() / 2) * 2;
        FrameSize wide = new FrameSize(longSide, rung.shortSide());
        return display.width() >= display.height() ? wide : wide.turned();
    }

    private static RemuxRequest.Sound joined(String id, Optional<Language> language) {
        return new RemuxRequest.Sound(
                new RenditionId(id), language, new RemuxRequest.Files(Path.of("init.mp4"), List.of()));
    }

    private static List<String> still(VideoTrack track, FrameSize size) {
        StillRequest request = new StillRequest(Sources.FILM, track, Duration.ofMillis(6680), size);
        return new StillCommand(LIMITS).arguments(request, request.near(), "still-0", List.of());
    }

    private static Entry start() {
        return new Entry.FromStart();
    }

    private static void golden(String name, List<String> arguments) {
        assertThat(arguments).as(name).containsExactlyElementsOf(lines("golden/" + name + ".args"));
    }

    private static List<String> lines(String file) {
        try (InputStream stream = ArgumentsTest.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
