package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.FFmpegProgress;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.RenditionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a source once, from front to end.
final class Indexing {
    private static final double READING = 0.95;

    private final MediaTool tool;
    private final SourceLimits limits;
    private final WorkLimits time;

    Indexing(MediaTool tool, SourceLimits limits, WorkLimits time) {
        this.tool = tool;
        this.limits = limits;
        this.time = time;
    }

    Transcoder.Indexed index(IndexRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        try {
            return read(request, bench);
        } catch (BadOutput e) {
            throw e.failed("The source can't be read as planned: " + e.what() + ".");
        }
    }

    private Transcoder.Indexed read(IndexRequest request, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        List<SegmentCollector> collectors = new ArrayList<>();
        for (AudioRendition rendition : request.sound()) {
            SegmentFolder folder = new SegmentFolder(rendition.id());
            SegmentCollector collector =
                    new SegmentCollector(folder, bench.scratch(), new SoundCheck(), MediaType.M4A, bench.sink());
            collector.prepare();
            collectors.add(collector);
        }
        Duration declared = request.info().timing().duration().orElse(limits.duration());
        MediaTool.Result result = tool.ffmpeg(
                new IndexCommand(limits).arguments(request), bench.scratch(), time.reading(declared), progress -> {
                    for (SegmentCollector collector : collectors) {
                        collector.collect();
                    }
                    bench.progress().accept(READING * share(declared, progress));
                });
        Optional<SourceIndex> pictures =
                request.pictureTrack().isPresent() ? Optional.of(pictures(bench)) : Optional.empty();
        if (result.code() != 0) {
            throw new BadOutput(
                    FailureCode.SOURCE_UNDECODABLE,
                    collectors.isEmpty() ? "its packets can't be read" : "its sound can't be decoded",
                    result.lastError());
        }
        List<SegmentedTrack> sound = sound(collectors);
        List<RenditionId> ids = request.sound().stream().map(AudioRendition::id).toList();
        if (!ids.isEmpty()) {
            new DecodeCheck(tool, limits).sound(ids, bench.scratch(), time.reading(declared));
        }
        bench.progress().accept(1);
        return new Transcoder.Indexed(pictures, sound);
    }

    private SourceIndex pictures(Workbench bench) throws MediaFailed {
        try {
            SourceIndex index = PacketList.read(bench.scratch().resolve(IndexCommand.PACKETS));
            if (index.packets() == 0) {
                throw MediaTool.failed(
                        FailureCode.SOURCE_UNDECODABLE, "The file promises pictures, but holds none of them.");
            }
            if (index.end().compareTo(limits.duration()) > 0) {
                throw MediaTool.failed(
                        FailureCode.SOURCE_TOO_LARGE,
                        "The film is longer than " + limits.duration().toHours() + " hours.");
            }
            return index;
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    private static List<SegmentedTrack> sound(List<SegmentCollector> collectors) throws BadOutput {
        List<SegmentedTrack> tracks = new ArrayList<>();
        for (SegmentCollector collector : collectors) {
            if (collector.isEmpty()) {
                throw new BadOutput(FailureCode.SOURCE_UNDECODABLE, "its sound can't be decoded");
            }
            tracks.add(collector.track());
        }
        return tracks;
    }

    private static double share(Duration declared, @Nullable FFmpegProgress progress) {
        if (progress == null || progress.getTimeMicros() == null) {
            return 0;
        }
        return Math.clamp(progress.getTimeMicros() * 1000.0 / declared.toNanos(), 0, 1);
    }
}
