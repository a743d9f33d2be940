package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Joins the segments of one picture rendition and all sound into a whole file.
final class RemuxFile implements Performer {
    private final Transcoder transcoder;
    private final Work.Remux work;

    RemuxFile(Transcoder transcoder, Work.Remux work) {
        this.transcoder = transcoder;
        this.work = work;
    }

    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        Made made = Made.of(claim);
        Plan plan = Plans.plan(claim);
        Optional<RemuxRequest.Pictures> pictures = Optional.empty();
        if (work.picture().isPresent()) {
            RenditionId id = work.picture().get();
            pictures = Optional.of(new RemuxRequest.Pictures(
                    id, plan.requirePicture().grid(), made.frames(), files(made.track(id), attempt)));
        }
        List<RemuxRequest.Sound> sound = new ArrayList<>();
        for (AudioRendition rendition : plan.sound()) {
            if (work.sound().contains(rendition.id())) {
                sound.add(new RemuxRequest.Sound(
                        rendition.id(), rendition.language(), files(made.track(rendition.id()), attempt)));
            }
        }
        RemuxedFile file = transcoder.remux(new RemuxRequest(pictures, sound), attempt.bench());
        RenditionId name = work.picture().orElseGet(() -> work.sound().getFirst());
        String fileName = name + (work.picture().isPresent() ? ".mp4" : ".m4a");
        MediaType type = work.picture().isPresent() ? MediaType.MP4 : MediaType.M4A;
        return Settlement.Succeeded.with(
                new Product.Remuxed(name, attempt.store(fileName, file.file(), type), file.duration()));
    }

    private static RemuxRequest.Files files(SegmentedTrack track, Attempt attempt)
            throws MediaFailed, IOException, InterruptedException {
        List<Path> segments = new ArrayList<>();
        for (MediaSegment segment : track.segments()) {
            segments.add(attempt.local(segment.file()));
        }
        return new RemuxRequest.Files(attempt.local(track.init()), segments);
    }
}
