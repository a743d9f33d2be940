package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskGraph;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the source once: finds where its pictures lie, encodes its sound, and completes the plan.
final class IndexSource implements Performer {
    private static final SourceIndex NO_PICTURES = new SourceIndex(0, Duration.ZERO, Duration.ZERO, List.of(), true);

    /// Containers round their lengths; more than this is worth a word.
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(1);

    private final Transcoder transcoder;
    private final Planner planner;
    private final TaskGraph graph;

    IndexSource(Transcoder transcoder, Planner planner) {
        this.transcoder = transcoder;
        this.planner = planner;
        this.graph = new TaskGraph(planner);
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        Plan opened = Plans.plan(claim);
        SourceInfo source = Plans.source(claim);
        IndexRequest request = new IndexRequest(
                attempt.source(claim),
                source,
                opened.picture().map(PicturePlan::track).map(OptionalInt::of).orElse(OptionalInt.empty()),
                opened.sound(),
                segmentSeconds(claim.job().profile().cadence()));
        Transcoder.Indexed indexed = transcoder.index(request, attempt.bench());
        SourceIndex pictures = indexed.pictures().orElse(NO_PICTURES);
        Plan complete = Plans.require(planner.complete(opened, pictures));
        return new Settlement.Succeeded(
                new Product.Indexed(indexed.sound(), warnings(source, indexed.pictures())),
                Optional.of(new Settlement.Growth(
                        complete, graph.afterIndex(source, pictures, claim.job().profile(), opened, complete))));
    }

    private static double segmentSeconds(Cadence cadence) {
        return cadence.gop().multipliedBy(cadence.segmentGops()).toNanos() / 1e9;
    }

    private static List<Warning> warnings(SourceInfo source, Optional<SourceIndex> pictures) {
        Optional<Duration> declared = source.timing().duration();
        if (declared.isEmpty() || pictures.isEmpty()) {
            return List.of();
        }
        Duration real = pictures.get().end();
        Duration missing = declared.get().minus(real);
        return missing.compareTo(WORTH_A_WARNING) <= 0
                ? List.of()
                : List.of(new Warning(
                        "picture_shorter_than_declared",
                        String.format(
                                Locale.ROOT,
                                "The file says it lasts %.1f s, but its pictures end after %.1f s; what is there was transcoded.",
                                declared.get().toMillis() / 1000.0,
                                real.toMillis() / 1000.0)));
    }
}
