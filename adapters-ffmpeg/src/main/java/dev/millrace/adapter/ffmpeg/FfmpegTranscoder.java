package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.Capabilities;
import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.work.Product;
import java.nio.file.Path;
import java.util.List;

/// All kinds of work on media, each in a class of its own.
final class FfmpegTranscoder implements Transcoder {
    private final Capabilities capabilities;
    private final Indexing indexing;
    private final Mending mending;
    private final ChunkEncoding chunkEncoding;
    private final Remuxing remuxing;
    private final StillTaking stillTaking;

    FfmpegTranscoder(
            Capabilities capabilities, MediaTool tool, SourceLimits limits, int codecThreads, WorkLimits time) {
        this.capabilities = capabilities;
        this.indexing = new Indexing(tool, limits, time);
        this.mending = new Mending(tool, limits, time);
        this.chunkEncoding = new ChunkEncoding(tool, new ChunkCommand(limits, codecThreads), time);
        this.remuxing = new Remuxing(tool, limits, time);
        this.stillTaking = new StillTaking(tool, limits, time);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Indexed index(IndexRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        return indexing.index(request, Apart.from(bench));
    }

    @Override
    public Path mend(SourceAccess source, List<Integer> tracks, Workbench bench)
            throws MediaFailed, InterruptedException {
        return mending.mend(source, tracks, bench);
    }

    @Override
    public Product.EncodedChunk encode(ChunkRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        return chunkEncoding.encode(request, Apart.from(bench));
    }

    @Override
    public RemuxedFile remux(RemuxRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        return remuxing.remux(request, Apart.from(bench));
    }

    @Override
    public StillPicture still(StillRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        return stillTaking.take(request, Apart.from(bench));
    }
}
