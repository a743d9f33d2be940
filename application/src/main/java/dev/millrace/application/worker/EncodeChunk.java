package dev.millrace.application.worker;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.work.Work;
import java.io.IOException;
import java.util.List;

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
        ChunkRequest request = new ChunkRequest(
                attempt.source(claim),
                Plans.source(claim).timing().start(),
                Plans.track(claim, picture),
                picture.grid(),
                work.chunk(),
                work.entries(),
                renditions);
        return Settlement.Succeeded.with(transcoder.encode(request, attempt.bench()));
    }
}
