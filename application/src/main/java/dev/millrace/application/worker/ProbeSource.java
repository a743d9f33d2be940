package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskGraph;
import dev.millrace.domain.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the source's headers and opens the plan.
final class ProbeSource implements Performer {
    private final MediaProbe probe;
    private final Planner planner;
    private final Supplier<Fleet> fleet;
    private final TaskGraph graph;

    ProbeSource(MediaProbe probe, Planner planner, Supplier<Fleet> fleet) {
        this.probe = probe;
        this.planner = planner;
        this.fleet = fleet;
        this.graph = new TaskGraph(planner);
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        SourceInfo headers = InParts.elseWhole(attempt.opening(claim), () -> attempt.source(claim), probe::probe);
        Plan plan = Plans.require(planner.open(headers, claim.job().profile()));
        SourceInfo remarked = headers.with(planner.remarks(headers, plan));
        SourceInfo source = attempt.version(claim)
                .map(version -> remarked.of(version.tag()))
                .orElse(remarked);
        Settlement.Growth growth = switch (claim.job().purpose()) {
            case TRANSCODE ->
                attempt.arrival(claim).isPresent()
                        ? whileUploading(source, plan.uncut(), claim, attempt)
                        : new Settlement.Growth(plan, TaskGraph.afterProbe(headers, plan));
            case INSPECT -> new Settlement.Growth(plan, List.of());
        };
        return new Settlement.Succeeded(new Product.Probed(source), Optional.of(growth));
    }

    /// A source whose tables say where all its pictures lie is cut at once. Its clock must begin at zero: then they say
    /// the same as the packets will.
    private Settlement.Growth whileUploading(SourceInfo source, Plan opened, Claim claim, Attempt attempt)
            throws MediaFailed, InterruptedException {
        Duration start = source.timing().start();
        if (opened.picture().isPresent() && start.isZero()) {
            int track = opened.requirePicture().track();
            Optional<SourceIndex> tables = attempt.tables(claim, track);
            if (tables.isPresent()
                    && planner.complete(source, opened, tables.get(), fleet.get())
                            instanceof Fit.Fitted(Plan complete)) {
                return new Settlement.Growth(complete, cut(source, tables.get(), complete, claim, attempt));
            }
        }
        return new Settlement.Growth(opened, TaskGraph.indexOnceWhole(source, opened));
    }

    private List<NewTask> cut(SourceInfo source, SourceIndex tables, Plan complete, Claim claim, Attempt attempt)
            throws MediaFailed, InterruptedException {
        List<NewTask> tasks = new ArrayList<>();
        PicturePlan picture = complete.requirePicture();
        for (NewTask task : graph.whileUploading(source, tables, complete)) {
            if (task.work() instanceof Work.EncodeChunk chunk) {
                Reach reach = Reach.of(chunk, picture.grid(), Duration.ZERO);
                tasks.add(task.onceArrived(attempt.needed(claim, picture.track(), reach.from(), reach.to())));
            } else {
                tasks.add(task);
            }
        }
        return tasks;
    }
}
