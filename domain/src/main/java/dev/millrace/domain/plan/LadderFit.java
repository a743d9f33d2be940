package dev.millrace.domain.plan;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.profile.VideoEncoder;
import dev.millrace.domain.profile.VideoRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fits a ladder to a picture: by the short side, so that portrait and square films get the same rungs as wide ones,
/// and never larger than the source.
final class LadderFit {
    /// x264 takes no longer side.
    private static final int LONGEST_SIDE = 16_384;

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
            Optional<String> unfit = reasonAgainst(rung);
            if (unfit.isPresent()) {
                skipped.add(new SkippedRung(named(recipe.encoder(), rung.shortSide()), unfit.get()));
            } else {
                fitting.add(rung);
            }
        }
        if (fitting.isEmpty()) {
            add(recipe, recipe.ladder().smallest(), ownShortSide());
        }
        fitting.forEach(rung -> add(recipe, rung, rung.shortSide()));
    }

    private void add(VideoRecipe recipe, Rung rung, int shortSide) {
        int more = rate.perSecond() > 32 ? 3 : 2;
        renditions.add(new VideoRendition(
                named(recipe.encoder(), shortSide),
                recipe.encoder(),
                scaledTo(shortSide),
                rung.crf(),
                rung.maxBitrate().times(more, 2),
                rung.buffer().times(more, 2)));
    }

    private Optional<String> reasonAgainst(Rung rung) {
        if (rung.shortSide() > source.shortSide()) {
            return Optional.of("the source's short side has " + source.shortSide()
                    + " pixels, and nothing is enlarged to " + rung.shortSide());
        }
        if (longSideFor(rung.shortSide()) > LONGEST_SIDE) {
            return Optional.of("its long side would have " + longSideFor(rung.shortSide())
                    + " pixels, and no more than " + LONGEST_SIDE + " can be encoded");
        }
        return Optional.empty();
    }

    /// As large as the source itself, or as can be encoded.
    private int ownShortSide() {
        long encodable = (long) LONGEST_SIDE * source.shortSide() / source.longSide();
        return even(Math.toIntExact(Math.min(source.shortSide(), encodable)));
    }

    private FrameSize scaledTo(int shortSide) {
        int longSide = Math.toIntExact(Math.min(longSideFor(shortSide), LONGEST_SIDE));
        return source.width() >= source.height()
                ? new FrameSize(longSide, shortSide)
                : new FrameSize(shortSide, longSide);
    }

    /// The even length nearest to the source's shape, but never longer than the source.
    private long longSideFor(int shortSide) {
        long exact = Math.round((double) source.longSide() * shortSide / source.shortSide() / 2) * 2;
        return Math.max(shortSide, Math.min(exact, even(source.longSide())));
    }

    /// Sides are even, because yuv420p stores colour for squares of 2 x 2 pixels; so the smallest picture has one.
    private static int even(int length) {
        return Math.max(2, length - length % 2);
    }

    /// Every codec after the first needs names of its own.
    private static RenditionId named(VideoEncoder encoder, int shortSide) {
        return switch (encoder.codec()) {
            case H264 -> new RenditionId(shortSide + "p");
        };
    }
}
