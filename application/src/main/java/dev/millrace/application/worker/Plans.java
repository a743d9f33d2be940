package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.work.Product;
import java.util.List;
import java.util.Optional;

/// What a claim's job is known to have by the time its task is ready.
final class Plans {
    private Plans() {}

    static Plan require(Fit fit) throws MediaFailed {
        return switch (fit) {
            case Fit.Fitted fitted -> fitted.plan();
            case Fit.Refused refused -> throw new MediaFailed(refused.failure());
        };
    }

    /// What is read: the job's source, or the copy of it whose clock was mended.
    static SourceInfo source(Claim claim) {
        return mended(claim)
                .map(Product.Mended::source)
                .or(() -> claim.job().source())
                .orElseThrow(() -> new IllegalStateException("a job without a source"));
    }

    /// The copy of the source, where the tasks before had to make one.
    static Optional<Product.Mended> mended(Claim claim) {
        return claim.inputs().values().stream()
                .filter(Product.Indexed.class::isInstance)
                .map(Product.Indexed.class::cast)
                .flatMap(indexed -> indexed.mended().stream())
                .findFirst();
    }

    /// The version of the job's source that was probed. A mended copy is the job's own, and never replaced.
    static Optional<String> probedVersion(Claim claim) {
        return mended(claim).isPresent()
                ? Optional.empty()
                : claim.job().source().flatMap(source -> source.container().version());
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
