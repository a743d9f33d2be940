package dev.millrace.testkit;

import dev.millrace.application.port.Capabilities;
import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.Container;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.WorkKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Media tools without media: every source is the film of [Samples], and every result is a small text. A test writes a
/// script of what goes wrong.
public final class ScriptedTools implements MediaTools {
    private final Duration length;
    private final Map<WorkKind, Deque<Step>> script = new EnumMap<>(WorkKind.class);
    private final List<WorkKind> calls = new ArrayList<>();
    private boolean jumping;
    private boolean silent;

    /// @param length of every film
    public ScriptedTools(Duration length) {
        this.length = length;
    }

    /// What a call does before it succeeds.
    public interface Step {
        /// May fail, or wait until it is interrupted.
        void run() throws MediaFailed, InterruptedException;
    }

    /// The next call of that kind fails.
    public ScriptedTools failing(WorkKind kind, Failure failure) {
        return next(kind, () -> {
            throw new MediaFailed(failure);
        });
    }

    /// The next call of that kind does this first.
    public synchronized ScriptedTools next(WorkKind kind, Step step) {
        script.computeIfAbsent(kind, _ -> new ArrayDeque<>()).add(step);
        return this;
    }

    /// Every film is a transport stream whose clock jumps, until it is mended.
    public synchronized ScriptedTools jumping() {
        jumping = true;
        return this;
    }

    /// The sound of every film has a header, but no packets.
    public synchronized ScriptedTools silent() {
        silent = true;
        return this;
    }

    private synchronized boolean isJumping() {
        return jumping;
    }

    private synchronized boolean isSilent() {
        return silent;
    }

    private synchronized void setSteady() {
        jumping = false;
    }

    /// Every call so far, in order.
    public synchronized List<WorkKind> calls() {
        return List.copyOf(calls);
    }

    private void play(WorkKind kind) throws MediaFailed, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the caller was interrupted");
        }
        Optional<Step> step;
        synchronized (this) {
            calls.add(kind);
            step = Optional.ofNullable(script.get(kind)).map(Deque::poll);
        }
        if (step.isPresent()) {
            step.get().run();
        }
    }

    @Override
    public MediaProbe probe() {
        return new ScriptedProbe();
    }

    @Override
    public Transcoder transcoder() {
        return new ScriptedTranscoder();
    }

    private final class ScriptedProbe implements MediaProbe {
        @Override
        public SourceInfo probe(SourceAccess source) throws MediaFailed, InterruptedException {
            play(WorkKind.PROBE);
            if (isEmpty(source)) {
                throw new MediaFailed(new Failure(FailureCode.SOURCE_EMPTY, "The file has no bytes."));
            }
            SourceInfo film = Samples.aFilm(length);
            Container container =
                    isJumping() ? new Container("mpegts", film.container().size(), Optional.empty()) : film.container();
            return new SourceInfo(container, film.timing(), film.tracks(), film.warnings());
        }
    }

    private static boolean isEmpty(SourceAccess source) {
        try {
            return Files.size(source.path()) == 0;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private final class ScriptedTranscoder implements Transcoder {
        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    EnumSet.of(WorkKind.INDEX, WorkKind.ENCODE_CHUNK, WorkKind.STILLS, WorkKind.REMUX),
                    Samples.ENCODER);
        }

        @Override
        public Indexed index(IndexRequest request, Workbench bench) throws MediaFailed, InterruptedException {
            play(WorkKind.INDEX);
            SourceIndex steady = Samples.itsIndex(length);
            if (isJumping()) {
                SourceIndex index =
                        new SourceIndex(steady.packets(), steady.first(), steady.end(), steady.keys(), false);
                return new Indexed(Optional.of(index), List.of());
            }
            List<SegmentedTrack> sound = new ArrayList<>();
            for (AudioRendition rendition : isSilent() ? List.<AudioRendition>of() : request.sound()) {
                sound.add(track(rendition.id(), new MediaDuration(length.toMillis(), 1000), "mp4a.40.2", "", bench));
            }
            return new Indexed(Optional.of(steady), sound);
        }

        @Override
        public Path mend(SourceAccess source, List<Integer> tracks, Workbench bench) {
            setSteady();
            return file(bench, "mended.mkv", tracks.toString());
        }

        @Override
        public Product.EncodedChunk encode(ChunkRequest request, Workbench bench)
                throws MediaFailed, InterruptedException {
            play(WorkKind.ENCODE_CHUNK);
            bench.progress().accept(0.5);
            long frames = request.chunk().frames().length();
            MediaDuration duration = request.grid().rate().durationOf(frames);
            List<SegmentedTrack> parts = new ArrayList<>();
            for (VideoRendition rendition : request.renditions()) {
                String name = "-" + request.chunk().index();
                parts.add(track(rendition.id(), duration, "avc1.64001f", name, bench));
            }
            return new Product.EncodedChunk(parts, frames);
        }

        @Override
        public RemuxedFile remux(RemuxRequest request, Workbench bench) throws MediaFailed, InterruptedException {
            play(WorkKind.REMUX);
            return new RemuxedFile(
                    file(bench, "joined.mp4", request.toString()), new MediaDuration(length.toMillis(), 1000));
        }

        @Override
        public StillPicture still(StillRequest request, Workbench bench) throws MediaFailed, InterruptedException {
            play(WorkKind.STILLS);
            return new StillPicture(file(bench, "still.jpg", request.toString()), request.size());
        }

        /// Headers of all chunks are the same, as real ones must be.
        private SegmentedTrack track(
                RenditionId rendition, MediaDuration duration, String codecs, String suffix, Workbench bench)
                throws MediaFailed, InterruptedException {
            StoredFile init = bench.sink()
                    .store(
                            rendition,
                            "init.mp4",
                            file(bench, rendition + suffix, rendition + " header"),
                            MediaType.MP4);
            StoredFile segment = bench.sink()
                    .store(rendition, "0" + suffix + ".m4s", file(bench, rendition + suffix, "media"), MediaType.MP4);
            return new SegmentedTrack(rendition, codecs, init, List.of(new MediaSegment(segment, duration)));
        }

        private Path file(Workbench bench, String name, String text) {
            try {
                return Files.writeString(bench.scratch().resolve(name), text);
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
        }
    }
}
