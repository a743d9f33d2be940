package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Everything that is done with one source, one thing after the other.
final class Transcoding {
    private static final Planner PLANNER = new Planner(new ChunkPolicy.Even(2, 1, 2));

    private final MediaTools tools;
    private final Profile profile;
    private final Bench bench;
    private SourceAccess source;
    private SourceInfo info;
    private boolean mended;
    private Plan plan;
    private Optional<SourceIndex> index = Optional.empty();
    private List<SegmentedTrack> sound = List.of();
    private final List<Product.EncodedChunk> chunks = new ArrayList<>();

    private Transcoding(MediaTools tools, SourceAccess source, Profile profile, Bench bench, SourceInfo info)
            throws MediaFailed {
        this.tools = tools;
        this.source = source;
        this.profile = profile;
        this.bench = bench;
        this.info = info;
        this.plan = fitted(PLANNER.open(info, profile));
    }

    /// Probes, indexes and encodes.
    static Transcoding of(Path file, Profile profile, Path folder) throws Exception {
        return of(Machine.toolchain(), file, profile, folder);
    }

    static Transcoding of(MediaTools tools, Path file, Profile profile, Path folder) throws Exception {
        SourceAccess source = new SourceAccess.InFile(file.toAbsolutePath());
        SourceInfo info = tools.probe().probe(source);
        Transcoding transcoding = new Transcoding(tools, source, profile, new Bench(folder), info);
        transcoding.index();
        transcoding.encode();
        return transcoding;
    }

    /// Probes, and reads where the pictures lie; encodes nothing.
    static Optional<Plan> planned(MediaTools tools, Path file, Profile profile, Path folder) throws Exception {
        SourceAccess source = new SourceAccess.InFile(file.toAbsolutePath());
        SourceInfo info = tools.probe().probe(source);
        Plan plan = fitted(PLANNER.open(info, profile));
        if (plan.picture().isEmpty()) {
            return Optional.empty();
        }
        OptionalInt track = OptionalInt.of(plan.picture().get().track());
        IndexRequest request = new IndexRequest(source, info, track, List.of(), 6);
        SourceIndex index = tools.transcoder()
                .index(request, new Bench(folder).attempt())
                .pictures()
                .orElseThrow();
        return Optional.of(fitted(PLANNER.complete(info, plan, index, Fleet.UNKNOWN)));
    }

    SourceInfo info() {
        return info;
    }

    Plan plan() {
        return plan;
    }

    /// Whether the source's clock jumped, so that a copy was read.
    boolean mended() {
        return mended;
    }

    PicturePlan picture() {
        return plan.requirePicture();
    }

    SourceIndex indexed() {
        return index.orElseThrow();
    }

    List<SegmentedTrack> sound() {
        return sound;
    }

    List<Product.EncodedChunk> chunks() {
        return chunks;
    }

    Bench bench() {
        return bench;
    }

    /// One rendition over all chunks.
    SegmentedTrack rendition(int number) {
        SegmentedTrack first = chunks.getFirst().renditions().get(number);
        List<MediaSegment> segments = chunks.stream()
                .flatMap(chunk -> chunk.renditions().get(number).segments().stream())
                .toList();
        return new SegmentedTrack(first.rendition(), first.codecs(), first.init(), segments);
    }

    /// The whole file of a picture rendition, with all sound.
    Path joined(int number) throws Exception {
        SegmentedTrack track = rendition(number);
        RemuxRequest.Pictures pictures = new RemuxRequest.Pictures(
                track.rendition(), picture().grid(), picture().frames().orElseThrow(), files(track));
        return join(Optional.of(pictures)).file();
    }

    /// The whole file of the sound alone.
    RemuxedFile joinedSound() throws Exception {
        return join(Optional.empty());
    }

    StillPicture still(Duration near) throws Exception {
        VideoRendition largest = picture().renditions().getFirst();
        StillRequest request = new StillRequest(source, info.picture().orElseThrow(), near, largest.size());
        return transcoder().still(request, bench.attempt());
    }

    private RemuxedFile join(Optional<RemuxRequest.Pictures> pictures) throws Exception {
        List<RemuxRequest.Sound> tracks = new ArrayList<>();
        for (int i = 0; i < sound.size(); i++) {
            Optional<Language> language = plan.sound().get(i).language();
            tracks.add(new RemuxRequest.Sound(sound.get(i).rendition(), language, files(sound.get(i))));
        }
        return transcoder().remux(new RemuxRequest(pictures, tracks), bench.attempt());
    }

    private void index() throws Exception {
        Transcoder.Indexed indexed = read();
        if (indexed.pictures().filter(pictures -> !pictures.steadyClock()).isPresent()) {
            mend();
            indexed = read();
        }
        index = indexed.pictures();
        sound = indexed.sound();
        plan = plan.holding(
                index.filter(pictures -> pictures.packets() > 0).isPresent(),
                sound.stream().map(SegmentedTrack::rendition).collect(Collectors.toSet()));
        if (index.isPresent()) {
            plan = fitted(PLANNER.complete(info, plan, index.get(), Fleet.UNKNOWN));
        }
    }

    private void mend() throws Exception {
        List<Integer> tracks = new ArrayList<>(List.of(picture().track()));
        plan.sound().forEach(rendition -> tracks.add(rendition.track()));
        source = new SourceAccess.InFile(transcoder().mend(source, tracks, bench.attempt()));
        info = tools.probe().probe(source);
        plan = fitted(PLANNER.open(info, profile));
        mended = true;
    }

    private Transcoder.Indexed read() throws Exception {
        OptionalInt track =
                plan.picture().isPresent() ? OptionalInt.of(plan.picture().get().track()) : OptionalInt.empty();
        double seconds = profile.cadence().gop().toMillis() * profile.cadence().segmentGops() / 1000.0;
        return transcoder().index(new IndexRequest(source, info, track, plan.sound(), seconds), bench.attempt());
    }

    private void encode() throws Exception {
        if (plan.picture().isEmpty()) {
            return;
        }
        for (Chunk chunk : picture().chunks()) {
            ChunkRequest request = new ChunkRequest(
                    source,
                    info.timing().start(),
                    info.picture().orElseThrow(),
                    picture().grid(),
                    chunk,
                    PLANNER.entries(info, indexed(), picture().grid(), chunk),
                    picture().renditions());
            chunks.add(transcoder().encode(request, bench.attempt()));
        }
    }

    private Transcoder transcoder() {
        return tools.transcoder();
    }

    private RemuxRequest.Files files(SegmentedTrack track) {
        return new RemuxRequest.Files(
                bench.path(track.init()),
                track.segments().stream()
                        .map(segment -> bench.path(segment.file()))
                        .toList());
    }

    private static Plan fitted(Fit fit) throws MediaFailed {
        return switch (fit) {
            case Fit.Fitted(Plan plan) -> plan;
            case Fit.Refused(Failure failure) -> throw new MediaFailed(failure);
        };
    }
}
