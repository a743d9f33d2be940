package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskGraph;
import java.util.ArrayList;
import java.util.List;

/// What the tasks before left, put together in the order of time.
///
/// @param presentation all renditions, whole
/// @param frames pictures in each picture rendition
record Made(Presentation presentation, long frames) {
    /// From the products that a claim brings.
    ///
    /// @throws MediaFailed with `output_check_failed` when chunks of one rendition don't fit together
    static Made of(Claim claim) throws MediaFailed {
        Plan plan = Plans.plan(claim);
        List<SegmentedTrack> parts = new ArrayList<>();
        long frames = 0;
        List<Chunk> chunks = plan.picture().map(picture -> picture.chunks()).orElse(List.of());
        for (Chunk chunk : chunks) {
            if (claim.inputs().get(TaskGraph.nameOf(chunk)) instanceof Product.EncodedChunk encoded) {
                parts.addAll(encoded.renditions());
                frames += encoded.frames();
            }
        }
        claim.inputs().values().stream()
                .filter(Product.Indexed.class::isInstance)
                .map(Product.Indexed.class::cast)
                .forEach(indexed -> parts.addAll(indexed.sound()));
        try {
            return new Made(Presentation.of(plan, parts), frames);
        } catch (IllegalArgumentException misfit) {
            throw new MediaFailed(
                    new Failure(
                            FailureCode.OUTPUT_CHECK_FAILED,
                            "What was encoded does not fit together: " + misfit.getMessage() + "."),
                    misfit);
        }
    }

    SegmentedTrack track(RenditionId rendition) {
        return presentation.tracks().stream()
                .filter(track -> track.rendition().equals(rendition))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was made of " + rendition));
    }
}
