package dev.millrace.domain.plan;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.profile.VideoRecipe;
import java.util.ArrayList;
import java.util.List;

/// Fits a ladder to a picture: by the short side, so that portrait and square films get the same rungs as wide ones,
/// and never larger than the source.
final class LadderFit {
    private final FrameSize source;
    private final FrameRate rate;
    private final List<VideoRendition> renditions = new ArrayList<>();
    private final List<SkippedRung> skipped = new ArrayList<>();

    LadderFit(FrameSize source, FrameRate rate) {
        this.source = source;
        this.rate = rate;
    }

    List<VideoRendition> renditions() {
        return renditions;
    }

    List<SkippedRung> skipped() {
        return skipped;
    }

    void add(VideoRecipe recipe) {
        List<Rung> fitting = new ArrayList<>();
        for (Rung rung : recipe.ladder().rungs()) {
            if (rung.shortSide() <= source.shortSide()) {
                fitting.add(rung);
            } else {
                skipped.add(new SkippedRung(named(rung.shortSide()), reason(rung)));
            }
        }
        if (fitting.isEmpty()) {
            add(recipe, recipe.ladder().smallest(), even(source.shortSide()));
        }
        fitting.forEach(rung -> add(recipe, rung, rung.shortSide()));
    }

    private void add(VideoRecipe recipe, Rung rung, int shortSide) {
        int more = rate.perSecond() > 32 ? 3 : 2;
        renditions.add(new VideoRendition(
                named(shortSide),
                recipe.encoder(),
                scaledTo(shortSide),
                rung.crf(),
                rung.maxBitrate().times(more, 2),
                rung.buffer().times(more, 2)));
    }

    /// Both sides even, because yuv420p stores colour for squares of 2 x 2 pixels.
    private FrameSize scaledTo(int shortSide) {
        long exact = Math.round((double) source.longSide() * shortSide / source.shortSide() / 2) * 2;
        int longSide = Math.toIntExact(Math.max(shortSide, Math.min(exact, even(source.longSide()))));
        return source.width() >= source.height()
                ? new FrameSize(longSide, shortSide)
                : new FrameSize(shortSide, longSide);
    }

    private static int even(int length) {
        return Math.max(2, length - length % 2);
    }

    private String reason(Rung rung) {
        return "the source's short side has " + source.shortSide() + " pixels, and nothing is enlarged to "
                + rung.shortSide();
    }

    private static RenditionId named(int shortSide) {
        return new RenditionId(shortSide + "p");
    }
}
