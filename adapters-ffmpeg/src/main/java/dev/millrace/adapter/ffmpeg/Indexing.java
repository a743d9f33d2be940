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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a source from front to end: finds where its pictures lie, and encodes its sound.
final class Indexing {
    private static final Logger LOG = System.getLogger(Indexing.class.getName());
    private static final double READING = 0.95;

    private final MediaTool tool;
    private final SourceLimits limits;
    private final WorkLimits time;
    private final IndexCommand command;

    Indexing(MediaTool tool, SourceLimits limits, WorkLimits time) {
        this.tool = tool;
        this.limits = limits;
        this.time = time;
        this.command = new IndexCommand(limits);
    }

    Transcoder.Indexed index(IndexRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        try {
            return request.sound().isEmpty() ? inOnePass(request, bench) : withSound(request, bench);
        } catch (BadOutput e) {
            IndexRequest heard = withoutEmptyTracks(request, bench);
            if (heard.sound().size() < request.sound().size()) {
                LOG.log(Level.DEBUG, () -> "the source is read again without its empty tracks: " + e.getMessage());
                return index(heard, bench);
            }
            throw e.failed("The source can't be read: " + e.what() + ".");
        }
    }

    /// An encoder that is given nothing fails, and with it the sound of all other tracks.
    private IndexRequest withoutEmptyTracks(IndexRequest request, Workbench bench)
            throws MediaFailed, InterruptedException {
        PacketList packets;
        try {
            run(command.listing(request), List.of(), request, bench);
            packets = packets(bench);
        } catch (BadOutput e) {
            return request;
        }
        int pictureTracks = request.pictureTrack().isPresent() ? 1 : 0;
        List<AudioRendition> heard = new ArrayList<>();
        for (int i = 0; i < request.sound().size(); i++) {
            if (packets.count(pictureTracks + i) > 0) {
                heard.add(request.sound().get(i));
            }
        }
        return new IndexRequest(
                request.source(), request.info(), request.pictureTrack(), heard, request.segmentSeconds());
    }

    private Transcoder.Indexed withSound(IndexRequest request, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        try {
            return inOnePass(request, bench);
        } catch (BadOutput e) {
            LOG.log(Level.DEBUG, () -> "the sound is tried again in two passes: " + e.getMessage());
            return inTwoPasses(request, bench);
        }
    }

    private Transcoder.Indexed inOnePass(IndexRequest request, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        List<SegmentCollector> collectors = collectors(request, bench);
        run(command.atOnce(request), collectors, request, bench);
        return indexed(request, collectors, Length.AS_LONG_AS_ITS_PACKETS, bench);
    }

    private Transcoder.Indexed inTwoPasses(IndexRequest request, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        run(command.decoding(request), List.of(), request, bench);
        List<SegmentCollector> collectors = collectors(request, bench);
        run(command.encoding(request), collectors, request, bench);
        return indexed(request, collectors, Length.NO_LONGER, bench);
    }

    private static List<SegmentCollector> collectors(IndexRequest request, Workbench bench) throws MediaFailed {
        List<SegmentCollector> collectors = new ArrayList<>();
        for (AudioRendition rendition : request.sound()) {
            SegmentFolder folder = new SegmentFolder(rendition.id());
            SegmentCollector collector =
                    new SegmentCollector(folder, bench.scratch(), new SoundCheck(), MediaType.M4A, bench.sink());
            collector.prepare();
            collectors.add(collector);
        }
        return collectors;
    }

    private void run(List<String> arguments, List<SegmentCollector> collectors, IndexRequest request, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        Duration declared = declared(request);
        MediaTool.Result result =
                tool.ffmpeg(arguments, Room.of(bench.scratch(), request.source()), time.reading(declared), progress -> {
                    for (SegmentCollector collector : collectors) {
                        collector.collect();
                    }
                    bench.progress().accept(READING * share(declared, progress));
                });
        if (result.code() != 0) {
            String what = request.sound().isEmpty() ? "its packets can't be read" : "its sound can't be decoded";
            throw new BadOutput(FailureCode.SOURCE_UNDECODABLE, what, result.lastError());
        }
    }

    private Transcoder.Indexed indexed(
            IndexRequest request, List<SegmentCollector> collectors, Length length, Workbench bench)
            throws BadOutput, MediaFailed, InterruptedException {
        PacketList packets = packets(bench);
        int pictureTracks = request.pictureTrack().isPresent() ? 1 : 0;
        Optional<SourceIndex> pictures =
                pictureTracks == 1 ? Optional.of(pictures(packets.pictures(0))) : Optional.empty();
        if (pictures.filter(index -> !index.steadyClock()).isPresent()) {
            return new Transcoder.Indexed(pictures, List.of());
        }
        List<SegmentedTrack> sound = new ArrayList<>();
        for (int i = 0; i < collectors.size(); i++) {
            if (packets.count(pictureTracks + i) > 0) {
                sound.add(track(collectors.get(i), length, packets.end(pictureTracks + i)));
            }
        }
        if (!sound.isEmpty()) {
            List<RenditionId> ids =
                    sound.stream().map(SegmentedTrack::rendition).toList();
            new DecodeCheck(tool, limits).sound(ids, bench.scratch(), time.reading(declared(request)));
        }
        bench.progress().accept(1);
        return new Transcoder.Indexed(pictures, sound);
    }

    private static SegmentedTrack track(SegmentCollector collector, Length length, Duration packets) throws BadOutput {
        if (collector.isEmpty()) {
            throw new BadOutput(FailureCode.SOURCE_UNDECODABLE, "its sound can't be decoded");
        }
        length.check(collector.track(), packets);
        return collector.track();
    }

    private static PacketList packets(Workbench bench) throws BadOutput, MediaFailed {
        try {
            return PacketList.read(bench.scratch().resolve(IndexCommand.PACKETS));
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    private SourceIndex pictures(SourceIndex index) throws MediaFailed {
        if (index.end().compareTo(limits.duration()) > 0) {
            throw MediaTool.failed(
                    FailureCode.SOURCE_TOO_LARGE,
                    "The film is longer than " + limits.duration().toHours() + " hours.");
        }
        return index;
    }

    private Duration declared(IndexRequest request) {
        return request.info().timing().duration().orElse(limits.duration());
    }

    private static double share(Duration declared, @Nullable FFmpegProgress progress) {
        if (progress == null || progress.getTimeMicros() == null) {
            return 0;
        }
        return Math.clamp(progress.getTimeMicros() * 1000.0 / declared.toNanos(), 0, 1);
    }

    /// How long sound may be, compared with the packets it was made from.
    private enum Length {
        AS_LONG_AS_ITS_PACKETS {
            @Override
            boolean allows(double more) {
                return Math.abs(more) <= TOLERANCE_SECONDS;
            }
        },
        /// Damaged sound can end early, and there is no better way left to read it.
        NO_LONGER {
            @Override
            boolean allows(double more) {
                return more <= TOLERANCE_SECONDS;
            }
        };

        private static final double TOLERANCE_SECONDS = 0.5;

        void check(SegmentedTrack track, Duration packets) throws BadOutput {
            double made = track.duration().seconds();
            double wanted = packets.toNanos() / 1e9;
            if (!allows(made - wanted)) {
                // Nothing of ours sets these times: the packets say one thing, and what is in them another.
                throw new BadOutput(
                        FailureCode.SOURCE_UNDECODABLE,
                        String.format(Locale.ROOT, "%.1f s of sound became %.1f s", wanted, made));
            }
        }

        abstract boolean allows(double more);
    }
}
