package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.FFmpegProgress;
import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.work.Product;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes a chunk, by the first way into the source that gives all its frames.
final class ChunkEncoding {
    private static final Logger LOG = System.getLogger(ChunkEncoding.class.getName());

    /// The share of the work that is encoding; the rest is decoding what was made.
    private static final double ENCODING = 0.96;

    private final MediaTool tool;
    private final ChunkCommand command;
    private final OldX264 oldX264;
    private final DecodeCheck decodeCheck;
    private final WorkLimits time;

    ChunkEncoding(MediaTool tool, ChunkCommand command, WorkLimits time) {
        this.tool = tool;
        this.command = command;
        this.oldX264 = new OldX264(tool, command.limits());
        this.decodeCheck = new DecodeCheck(tool, command.limits());
        this.time = time;
    }

    Product.EncodedChunk encode(ChunkRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        BadOutput last = new BadOutput("there is no way into the source");
        for (Entry entry : request.entries()) {
            try {
                return encode(request, entry, bench);
            } catch (BadOutput e) {
                LOG.log(Level.DEBUG, () -> request.chunk() + " by " + entry + ": " + e.getMessage());
                last = e;
            }
        }
        throw last.failed(sentence(request, last));
    }

    private Product.EncodedChunk encode(ChunkRequest request, Entry entry, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        List<Rung> rungs = new ArrayList<>();
        for (VideoRendition rendition : request.renditions()) {
            Rung rung = Rung.of(rendition.id(), request, bench);
            rung.collector().prepare();
            rungs.add(rung);
        }
        List<String> decoder = oldX264.options(
                request.source(),
                request.start(),
                request.track(),
                entry,
                bench.scratch(),
                time.encoding(work(request, entry)));
        MediaTool.Result result = tool.ffmpeg(
                command.arguments(request, entry, decoder),
                Room.of(bench.scratch(), request.source()),
                time.encoding(work(request, entry)),
                progress -> {
                    for (Rung rung : rungs) {
                        rung.collector().collect();
                    }
                    bench.progress().accept(ENCODING * share(request, progress));
                });
        if (result.code() != 0) {
            throw ended(result, rungs);
        }
        if (Holes.seen(request.source(), result)) {
            throw new BadOutput(FailureCode.SOURCE_UNDECODABLE, "the window may be too small", result.lastError());
        }
        long frames = commonFrames(request, rungs);
        List<SegmentedTrack> tracks = new ArrayList<>();
        for (Rung rung : rungs) {
            tracks.add(rung.collector().track());
        }
        List<RenditionId> ids =
                request.renditions().stream().map(VideoRendition::id).toList();
        decodeCheck.pictures(ids, bench.scratch(), time.encoding(length(request)));
        bench.progress().accept(1);
        return new Product.EncodedChunk(tracks, frames);
    }

    /// An encoder that got nothing to encode complains and fails; that is the source's fault.
    private static BadOutput ended(MediaTool.Result result, List<Rung> rungs) {
        boolean nothing = rungs.stream().allMatch(rung -> rung.collector().isEmpty());
        return new BadOutput(
                nothing ? FailureCode.SOURCE_UNDECODABLE : FailureCode.ENCODER_FAILED,
                nothing ? "no frame came out" : "the encoder ended with code " + result.code(),
                result.lastError());
    }

    private static long commonFrames(ChunkRequest request, List<Rung> rungs) throws BadOutput {
        long wanted = request.chunk().frames().length();
        long frames = rungs.getFirst().check().frames();
        if (rungs.stream().anyMatch(rung -> rung.check().frames() != frames)) {
            throw new BadOutput("the renditions do not hold the same frames");
        }
        if (frames != wanted) {
            throw new BadOutput(FailureCode.SOURCE_UNDECODABLE, frames + " of " + wanted + " frames came out");
        }
        return frames;
    }

    private static double share(ChunkRequest request, @Nullable FFmpegProgress progress) {
        if (progress == null || progress.getFrame() == null) {
            return 0;
        }
        return Math.min(
                1, (double) progress.getFrame() / request.chunk().frames().length());
    }

    /// How much film is read for the chunk.
    private static Duration work(ChunkRequest request, Entry entry) {
        return switch (entry) {
            case Entry.SeekTo(Duration _) -> length(request);
            case Entry.FromStart() ->
                request.grid().rate().timeOf(request.chunk().frames().end());
        };
    }

    private static Duration length(ChunkRequest request) {
        return request.grid().rate().timeOf(request.chunk().frames().length());
    }

    private static String sentence(ChunkRequest request, BadOutput why) {
        Duration at = request.grid().rate().timeOf(request.chunk().frames().start());
        return why.code() == FailureCode.SOURCE_UNDECODABLE
                ? "The picture can't be decoded from " + at.toSeconds() + " s on: " + why.what() + "."
                : "Encoding the part from " + at.toSeconds() + " s on failed: " + why.what() + ".";
    }

    private record Rung(PictureCheck check, SegmentCollector collector) {
        static Rung of(RenditionId rendition, ChunkRequest request, Workbench bench) {
            PictureCheck check =
                    new PictureCheck(request.grid(), request.chunk().frames().start());
            SegmentFolder folder = new SegmentFolder(rendition);
            return new Rung(check, new SegmentCollector(folder, bench.scratch(), check, MediaType.MP4, bench.sink()));
        }
    }
}
