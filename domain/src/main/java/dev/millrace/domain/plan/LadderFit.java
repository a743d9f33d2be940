package dev.millrace.domain.plan;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.profile.VideoEncoder;
import dev.millrace.domain.profile.VideoRecipe;
import java.util.ArrayList;
import java.util.List;

/// Fits a ladder to a picture. Each rung is a box of 16:9, lying for a wide picture and standing for a tall one, into
/// which the picture is scaled: so a film of 1920 x 800 is 1080p as it is, and a square one of 1080 x 1080 is too.
/// Nothing is ever larger than the source.
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
        boolean none = true;
        for (Rung rung : recipe.ladder().rungs()) {
            if (enlarges(rung)) {
                skipped.add(new SkippedRung(named(recipe.encoder(), rung.shortSide()), reasonAgainst(rung)));
            } else {
                add(recipe, rung, rung.shortSide(), scaledInto(rung));
                none = false;
            }
        }
        if (none) {
            FrameSize own = upright(even(source.longSide()), even(source.shortSide()));
            add(recipe, recipe.ladder().smallest(), own.shortSide(), own);
        }
    }

    private void add(VideoRecipe recipe, Rung rung, int name, FrameSize size) {
        int more = rate.perSecond() > 32 ? 3 : 2;
        renditions.add(new VideoRendition(
                named(recipe.encoder(), name),
                recipe.encoder(),
                size,
                rung.crf(),
                rung.maxBitrate().times(more, 2),
                rung.buffer().times(more, 2)));
    }

    /// Whether the picture is so long that its long side meets the box first.
    private boolean longerThan(Rung rung) {
        return (long) source.longSide() * rung.shortSide() > (long) source.shortSide() * rung.longSide();
    }

    private boolean enlarges(Rung rung) {
        return longerThan(rung) ? rung.longSide() > source.longSide() : rung.shortSide() > source.shortSide();
    }

    private String reasonAgainst(Rung rung) {
        return "the source has " + source + " pixels, and nothing is enlarged to fill "
                + upright(rung.longSide(), rung.shortSide());
    }

    private FrameSize scaledInto(Rung rung) {
        return longerThan(rung)
                ? upright(rung.longSide(), scaled(source.shortSide(), rung.longSide(), source.longSide()))
                : upright(scaled(source.longSide(), rung.shortSide(), source.shortSide()), rung.shortSide());
    }

    private FrameSize upright(int longSide, int shortSide) {
        FrameSize lying = new FrameSize(longSide, shortSide);
        return source.width() >= source.height() ? lying : lying.turned();
    }

    /// The even length nearest to the source's shape, but never longer than the source's.
    private static int scaled(int length, int times, int by) {
        long exact = Math.round((double) length * times / by / 2) * 2;
        return Math.toIntExact(Math.max(2, Math.min(exact, even(length))));
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
