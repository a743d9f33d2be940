package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.media.WarningCode;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reads the source once: finds where its pictures lie, encodes its sound, and completes the plan. A source whose clock
/// jumps is copied onto a steady one first.
final class IndexSource implements Performer {
    private static final SourceIndex NO_PICTURES = new SourceIndex(0, Duration.ZERO, Duration.ZERO, List.of(), true);

    private final MediaProbe probe;
    private final Transcoder transcoder;
    private final Planner planner;
    private final Supplier<Fleet> fleet;
    private final TaskGraph graph;

    IndexSource(MediaProbe probe, Transcoder transcoder, Planner planner, Supplier<Fleet> fleet) {
        this.probe = probe;
        this.transcoder = transcoder;
        this.planner = planner;
        this.fleet = fleet;
        this.graph = new TaskGraph(planner);
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        Reading reading = new Reading(attempt.source(claim), Plans.source(claim), Plans.plan(claim), Optional.empty());
        Transcoder.Indexed indexed = index(reading, claim, attempt);
        if (canBeMended(reading.opened(), indexed)) {
            reading = mended(reading, claim, attempt);
            indexed = index(reading, claim, attempt);
        }
        return settled(reading, indexed, claim);
    }

    private Transcoder.Indexed index(Reading reading, Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        return transcoder.index(
                new IndexRequest(
                        reading.access(),
                        reading.source(),
                        reading.opened()
                                .picture()
                                .map(PicturePlan::track)
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty()),
                        reading.opened().sound(),
                        segmentSeconds(claim.job().profile().cadence())),
                attempt.bench());
    }

    /// Where a chunk was opened before, from the headers, its frames can't be moved to another clock any more.
    private static boolean canBeMended(Plan opened, Transcoder.Indexed indexed) {
        return indexed.pictures().filter(pictures -> !pictures.steadyClock()).isPresent()
                && opened.requirePicture().chunks().isEmpty();
    }

    private Reading mended(Reading jumping, Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        List<Integer> tracks = new ArrayList<>();
        tracks.add(jumping.opened().requirePicture().track());
        for (AudioRendition sound : jumping.opened().sound()) {
            tracks.add(sound.track());
            sound.right().ifPresent(tracks::add);
        }
        Path copy = transcoder.mend(jumping.access(), tracks.stream().distinct().toList(), attempt.bench());
        SourceAccess access = new SourceAccess.InFile(copy);
        SourceInfo source = probe.probe(access);
        Plan opened = Plans.require(planner.open(source, claim.job().profile())).uncut();
        Product.Mended mended = new Product.Mended(attempt.store("source.mkv", copy, MediaType.MATROSKA), source);
        return new Reading(access, source, opened, Optional.of(mended));
    }

    private Settlement.Succeeded settled(Reading reading, Transcoder.Indexed indexed, Claim claim) throws MediaFailed {
        SourceIndex pictures = indexed.pictures().orElse(NO_PICTURES);
        Plan there = reading.opened()
                .holding(
                        !pictures.steadyClock() || pictures.packets() > 0,
                        indexed.sound().stream().map(SegmentedTrack::rendition).collect(Collectors.toSet()));
        Plan complete = Plans.require(planner.complete(reading.source(), there, pictures, fleet.get()));
        return new Settlement.Succeeded(
                new Product.Indexed(indexed.sound(), warnings(reading, indexed, complete), reading.mended()),
                Optional.of(new Settlement.Growth(
                        complete,
                        graph.afterIndex(
                                reading.source(), pictures, claim.job().profile(), reading.opened(), complete))));
    }

    private static double segmentSeconds(Cadence cadence) {
        return cadence.gop().multipliedBy(cadence.segmentGops()).toNanos() / 1e9;
    }

    private static List<Warning> warnings(Reading reading, Transcoder.Indexed indexed, Plan complete) {
        List<Warning> warnings = new ArrayList<>();
        if (reading.mended().isPresent()) {
            warnings.add(WarningCode.CLOCK_MENDED.because(
                    "The file's clock jumps; its packets were copied onto a clock that runs steadily first."));
        }
        warnings.addAll(IndexWarnings.of(reading.source(), reading.opened(), complete, indexed.pictures()));
        return warnings;
    }

    /// What is read, and what was planned from its headers.
    private record Reading(SourceAccess access, SourceInfo source, Plan opened, Optional<Product.Mended> mended) {}
}
