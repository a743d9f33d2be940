package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.work.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Transcoder] promises, on a film of a few seconds with the profile `test`.
public abstract class TranscoderContract {
    private static final Planner PLANNER = new Planner(new ChunkPolicy.Even(2, 1, 2));
    private static final Offset<Double> A_FRAME_OR_TWO = Offset.offset(0.15);

    /// A folder for the test alone.
    @TempDir
    protected Path folder;

    private final MemoryMediaStore stored = new MemoryMediaStore();
    private final List<Double> progress = new ArrayList<>();
    private int benches;
    private Transcoder transcoder;
    private SourceAccess film;
    private SourceInfo info;
    private Plan plan;
    private Transcoder.Indexed indexed;

    /// For subclasses.
    protected TranscoderContract() {}

    /// The transcoder, and the probe that goes with it.
    protected abstract MediaTools tools() throws Exception;

    /// A film with pictures and sound, four to ten seconds long, below the folder.
    protected abstract Path film(Path below) throws Exception;

    @BeforeEach
    final void probeAndIndex() throws Exception {
        MediaTools tools = tools();
        transcoder = tools.transcoder();
        film = new SourceAccess.InFile(film(folder));
        info = tools.probe().probe(film);
        Plan opened = fitted(PLANNER.open(info, BuiltInProfiles.TEST));
        indexed = transcoder.index(
                new IndexRequest(
                        film, info, OptionalInt.of(opened.requirePicture().track()), opened.sound(), 1),
                bench());
        plan = fitted(PLANNER.complete(info, opened, indexed.pictures().orElseThrow(), Fleet.UNKNOWN));
    }

    @Test
    void chunks_encoded_apart_hold_exactly_their_frames_under_the_same_headers() throws Exception {
        List<Product.EncodedChunk> chunks = encodeAll();

        PicturePlan picture = plan.requirePicture();
        assertThat(chunks).hasSizeGreaterThan(1);
        for (int i = 0; i < chunks.size(); i++) {
            Product.EncodedChunk made = chunks.get(i);
            assertThat(made.frames()).isEqualTo(picture.chunks().get(i).frames().length());
            assertThat(made.renditions())
                    .extracting(SegmentedTrack::rendition)
                    .containsExactlyElementsOf(
                            picture.renditions().stream().map(r -> r.id()).toList());
            assertThat(made.renditions())
                    .allSatisfy(track -> assertThat(track.duration())
                            .isEqualByComparingTo(picture.grid().rate().durationOf(made.frames())));
        }
        assertThat(Presentation.of(plan, parts(chunks)).pictures()).hasSize(2);
    }

    @Test
    void every_file_that_is_named_was_stored() throws Exception {
        List<SegmentedTrack> parts = parts(encodeAll());

        for (SegmentedTrack part : parts) {
            assertThat(stored.size(part.init().key())).contains(part.init().size());
            for (MediaSegment segment : part.segments()) {
                assertThat(stored.size(segment.file().key()))
                        .contains(segment.file().size());
            }
        }
    }

    @Test
    void sound_is_as_long_as_the_film() {
        assertThat(indexed.sound()).hasSize(plan.sound().size());
        double seconds = info.timing().duration().orElseThrow().toMillis() / 1000.0;
        assertThat(indexed.sound().getFirst().duration().seconds()).isCloseTo(seconds, A_FRAME_OR_TWO);
    }

    @Test
    void key_pictures_are_found_in_order_from_the_beginning() {
        SourceIndex index = indexed.pictures().orElseThrow();

        assertThat(index.steadyClock()).isTrue();
        assertThat(index.keys()).isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(index.packets()).isPositive();
    }

    @Test
    void segments_are_joined_into_one_file_of_the_same_length() throws Exception {
        List<SegmentedTrack> parts = parts(encodeAll());
        Presentation whole = Presentation.of(plan, parts);
        SegmentedTrack picture = whole.pictures().getFirst().track();
        long frames = plan.requirePicture().frames().orElseThrow();
        RemuxRequest request = new RemuxRequest(
                Optional.of(new RemuxRequest.Pictures(
                        picture.rendition(), plan.requirePicture().grid(), frames, files(picture))),
                whole.sound().stream()
                        .map(sound -> new RemuxRequest.Sound(
                                sound.rendition().id(), sound.rendition().language(), files(sound.track())))
                        .toList());
        Workbench bench = bench();

        RemuxedFile file = transcoder.remux(request, bench);

        assertThat(file.file()).isRegularFile().startsWith(bench.scratch());
        assertThat(file.duration().seconds()).isCloseTo(picture.duration().seconds(), A_FRAME_OR_TWO);
    }

    @Test
    void a_still_has_the_size_that_was_asked_for() throws Exception {
        PicturePlan picture = plan.requirePicture();
        StillRequest request = new StillRequest(
                film,
                info.picture().orElseThrow(),
                Duration.ofSeconds(1),
                picture.renditions().getFirst().size());
        Workbench bench = bench();

        StillPicture still = transcoder.still(request, bench);

        assertThat(still.size()).isEqualTo(picture.renditions().getFirst().size());
        assertThat(still.file()).isRegularFile().startsWith(bench.scratch());
    }

    @Test
    void progress_stays_between_nothing_and_all() throws Exception {
        encodeAll();

        assertThat(progress).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }

    @Test
    void an_interrupt_ends_an_encode() throws Exception {
        Chunk chunk = plan.requirePicture().chunks().getFirst();
        Workbench bench = bench();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> transcoder.encode(request(chunk), bench)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private List<Product.EncodedChunk> encodeAll() throws Exception {
        List<Product.EncodedChunk> made = new ArrayList<>();
        for (Chunk chunk : plan.requirePicture().chunks()) {
            made.add(transcoder.encode(request(chunk), bench()));
        }
        return made;
    }

    private ChunkRequest request(Chunk chunk) {
        PicturePlan picture = plan.requirePicture();
        return new ChunkRequest(
                film,
                info.timing().start(),
                info.picture().orElseThrow(),
                picture.grid(),
                chunk,
                PLANNER.entries(info, indexed.pictures().orElseThrow(), picture.grid(), chunk),
                picture.renditions());
    }

    private List<SegmentedTrack> parts(List<Product.EncodedChunk> chunks) {
        List<SegmentedTrack> parts = new ArrayList<>();
        chunks.forEach(chunk -> parts.addAll(chunk.renditions()));
        parts.addAll(indexed.sound());
        return parts;
    }

    /// An empty folder, and a sink that keeps what it takes for the contract to look at and to join.
    private Workbench bench() throws IOException {
        int number = benches++;
        Path scratch = Files.createDirectories(folder.resolve("bench-" + number));
        return new Workbench(
                scratch, (rendition, name, file, type) -> keep(number, rendition, name, file, type), progress::add);
    }

    private StoredFile keep(int bench, RenditionId rendition, String name, Path file, MediaType type) {
        try {
            ObjectKey key = new ObjectKey(bench + "/" + rendition + "/" + name);
            Path copy = folder.resolve("kept").resolve(key.value());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return stored.put(key, file, type);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private RemuxRequest.Files files(SegmentedTrack track) {
        return new RemuxRequest.Files(
                kept(track.init()),
                track.segments().stream().map(segment -> kept(segment.file())).toList());
    }

    private Path kept(StoredFile file) {
        return folder.resolve("kept").resolve(file.key().value());
    }

    private static Plan fitted(Fit fit) {
        return switch (fit) {
            case Fit.Fitted fitted -> fitted.plan();
            case Fit.Refused refused -> throw new AssertionError(refused.failure());
        };
    }
}
