package dev.millrace.application.worker;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Encodes the pictures of one chunk at all sizes.
final class EncodeChunk implements Performer {
    private final Transcoder transcoder;
    private final Work.EncodeChunk work;

    EncodeChunk(Transcoder transcoder, Work.EncodeChunk work) {
        this.transcoder = transcoder;
        this.work = work;
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        PicturePlan picture = Plans.plan(claim).requirePicture();
        List<VideoRendition> renditions = picture.renditions().stream()
                .filter(rendition -> work.renditions().contains(rendition.id()))
                .toList();
        Duration start = Plans.source(claim).timing().start();
        Reach reach = Reach.of(work, picture.grid(), start);
        Optional<SourceAccess> window = attempt.pictures(claim, picture.track(), reach.from(), reach.to());
        return Settlement.Succeeded.with(InParts.elseWhole(
                window,
                () -> attempt.source(claim),
                source -> transcoder.encode(
                        new ChunkRequest(
                                source,
                                start,
                                Plans.track(claim, picture),
                                picture.grid(),
                                work.chunk(),
                                source instanceof SourceAccess.InWindow
                                        ? work.entries().subList(0, 1)
                                        : work.entries(),
                                renditions),
                        attempt.bench())));
    }
}
