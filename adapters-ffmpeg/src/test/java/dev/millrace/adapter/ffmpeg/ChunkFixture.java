package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.SegmentSink;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.work.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One chunk of a source, to be encoded at the smaller size of the profile `test`.
final class ChunkFixture {
    private final MediaTools tools;
    private final ChunkRequest request;
    private final Path scratch;

    private ChunkFixture(MediaTools tools, ChunkRequest request, Path scratch) {
        this.tools = tools;
        this.request = request;
        this.scratch = scratch;
    }

    /// All frames of a source, read from its start.
    static ChunkFixture whole(Path source, Path folder, long frames) throws Exception {
        return of(source, folder, new Chunk(0, new FrameRange(0, frames), true), List.of(new Entry.FromStart()));
    }

    static ChunkFixture of(Path source, Path folder, Chunk chunk, List<Entry> entries) throws Exception {
        MediaTools tools = Machine.toolchain();
        SourceAccess access = new SourceAccess.InFile(source);
        SourceInfo info = tools.probe().probe(access);
        VideoTrack track = info.picture().orElseThrow();
        Rung rung = BuiltInProfiles.TEST.video().getFirst().ladder().smallest();
        VideoRendition rendition = new VideoRendition(
                new RenditionId("small"),
                BuiltInProfiles.TEST.video().getFirst().encoder(),
                new FrameSize(160, 90),
                rung.crf(),
                rung.maxBitrate(),
                rung.buffer());
        ChunkRequest request = new ChunkRequest(
                access,
                info.timing().start(),
                track,
                Grid.of(track.nominalRate(), BuiltInProfiles.TEST.cadence()),
                chunk,
                entries,
                List.of(rendition));
        return new ChunkFixture(tools, request, Files.createTempDirectory(folder, "chunk-"));
    }

    Product.EncodedChunk encode(Sink sink) throws MediaFailed, InterruptedException {
        SegmentSink port = (rendition, name, file, type) -> {
            try {
                return sink.store(rendition, name, file, type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return tools.transcoder().encode(request, new Workbench(scratch, port, progress -> {}));
    }

    Path scratch() {
        return scratch;
    }

    /// Where ffmpeg made what it made.
    Path made() {
        return scratch.resolve("own");
    }

    /// Claims that the file was stored.
    StoredFile stored(RenditionId rendition, String name, Path file, MediaType type) throws IOException {
        return stored(rendition, name, file);
    }

    /// Claims that the file was stored.
    StoredFile stored(RenditionId rendition, String name, Path file) throws IOException {
        return new StoredFile(new ObjectKey(rendition + "/" + name), new ByteSize(Files.size(file)), "0".repeat(64));
    }

    /// A sink that may fail to read.
    interface Sink {
        StoredFile store(RenditionId rendition, String name, Path file, MediaType type)
                throws IOException, MediaFailed, InterruptedException;
    }
}
