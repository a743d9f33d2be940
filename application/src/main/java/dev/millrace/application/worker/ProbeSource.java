package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskGraph;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads the source's headers and opens the plan.
final class ProbeSource implements Performer {
    private final MediaProbe probe;
    private final Planner planner;

    ProbeSource(MediaProbe probe, Planner planner) {
        this.probe = probe;
        this.planner = planner;
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
        List<NewTask> next = switch (claim.job().purpose()) {
            case TRANSCODE -> TaskGraph.afterProbe(headers, plan);
            case INSPECT -> List.of();
        };
        return new Settlement.Succeeded(new Product.Probed(source), Optional.of(new Settlement.Growth(plan, next)));
    }
}
