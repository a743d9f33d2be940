package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.work.Product;
import java.io.IOException;
import java.time.Duration;

/// Takes one picture of the film as its poster.
final class TakeStills implements Performer {
    /// Films begin with black and with titles; a tenth in, something is to be seen.
    private static final int PART = 10;

    private final Transcoder transcoder;

    TakeStills(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        PicturePlan picture = Plans.plan(claim).requirePicture();
        Duration near = picture.grid().rate().timeOf(picture.frames().orElse(0) / PART);
        StillRequest request = new StillRequest(
                attempt.source(claim),
                Plans.track(claim, picture),
                near,
                Plans.largest(picture.renditions()).size());
        StillPicture still = transcoder.still(request, attempt.bench());
        return Settlement.Succeeded.with(
                new Product.Pictured(attempt.store("poster.jpg", still.file(), MediaType.JPEG), still.size()));
    }
}
