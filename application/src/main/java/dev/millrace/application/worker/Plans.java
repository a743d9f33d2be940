package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.VideoRendition;
import java.util.List;

/// What a claim's job is known to have by the time its task is ready.
final class Plans {
    private Plans() {}

    static Plan require(Fit fit) throws MediaFailed {
        return switch (fit) {
            case Fit.Fitted fitted -> fitted.plan();
            case Fit.Refused refused -> throw new MediaFailed(refused.failure());
        };
    }

    static SourceInfo source(Claim claim) {
        return claim.job().source().orElseThrow(() -> new IllegalStateException("a job without a source"));
    }

    static Plan plan(Claim claim) {
        return claim.job().plan().orElseThrow(() -> new IllegalStateException("a job without a plan"));
    }

    static VideoTrack track(Claim claim, PicturePlan picture) {
        return source(claim).tracks().stream()
                .filter(VideoTrack.class::isInstance)
                .map(VideoTrack.class::cast)
                .filter(track -> track.index() == picture.track())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a plan for a track that the source lacks"));
    }

    /// The rendition with the most pixels.
    static VideoRendition largest(List<VideoRendition> renditions) {
        return renditions.stream()
                .reduce((a, b) -> b.size().pixels() > a.size().pixels() ? b : a)
                .orElseThrow();
    }
}
