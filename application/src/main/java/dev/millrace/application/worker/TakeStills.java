package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.work.Product;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Takes one picture of the film as its poster.
final class TakeStills implements Performer {
    /// Films begin with black and with titles; a tenth in, something is to be seen.
    private static final int PART = 10;

    /// Of so many frames the most usual one is chosen.
    private static final long LOOKED_AT = 50;

    private final Transcoder transcoder;

    TakeStills(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        PicturePlan picture = Plans.plan(claim).requirePicture();
        Duration near = picture.grid().rate().timeOf(picture.frames().orElse(0) / PART);
        VideoTrack track = Plans.track(claim, picture);
        FrameSize size = Plans.largest(picture.renditions()).size();
        StillPicture still = InParts.elseWhole(
                window(claim, attempt, picture, near),
                () -> attempt.source(claim),
                source -> transcoder.still(new StillRequest(source, track, near, size), attempt.bench()));
        return Settlement.Succeeded.with(
                new Product.Pictured(attempt.store("poster.jpg", still.file(), MediaType.JPEG), still.size()));
    }

    private static Optional<SourceAccess> window(Claim claim, Attempt attempt, PicturePlan picture, Duration near)
            throws MediaFailed, IOException, InterruptedException {
        Duration from = Plans.source(claim).timing().start().plus(near);
        return attempt.pictures(
                claim, picture.track(), from, from.plus(picture.grid().rate().timeOf(LOOKED_AT)));
    }
}
