package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SegmentSink;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.MediaDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the segments of one rendition as ffmpeg finishes them: reads each back, compares it with the plan, and hands it
/// to the sink. Segments stay where they are until they were decoded, too.
final class SegmentCollector {
    /// The slowest screens of the largest films are a tenth of that in six seconds.
    private static final int SEGMENT_BYTES = 256 << 20;

    private final SegmentFolder folder;
    private final Path scratch;
    private final SegmentCheck check;
    private final MediaType type;
    private final SegmentSink sink;
    private final List<MediaSegment> segments = new ArrayList<>();
    private @Nullable TrackHeader header;
    private @Nullable StoredFile storedHeader;

    SegmentCollector(SegmentFolder folder, Path scratch, SegmentCheck check, MediaType type, SegmentSink sink) {
        this.folder = folder;
        this.scratch = scratch;
        this.check = check;
        this.type = type;
        this.sink = sink;
    }

    /// Makes the folder that ffmpeg will write to, for it makes none itself. What an earlier attempt left there goes:
    /// its playlist would be taken for the new one.
    void prepare() throws MediaFailed {
        try {
            Path there = folder.in(scratch);
            if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                new ScratchFolder(there).close();
            }
            Files.createDirectory(there);
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    /// Takes all that were finished since the last time.
    ///
    /// @throws BadOutput when one is not as planned
    void collect() throws BadOutput, MediaFailed, InterruptedException {
        try {
            List<String> finished = folder.finished(scratch);
            for (String name : finished.subList(Math.min(segments.size(), finished.size()), finished.size())) {
                take(name);
            }
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    /// What was taken.
    ///
    /// @throws BadOutput when it was nothing
    SegmentedTrack track() throws BadOutput {
        if (header == null || storedHeader == null) {
            throw new BadOutput("nothing was made of " + folder.rendition());
        }
        return new SegmentedTrack(folder.rendition(), header.codecs(), storedHeader, segments);
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    private void take(String name) throws IOException, BadOutput, MediaFailed, InterruptedException {
        TrackHeader known = header == null ? takeHeader() : header;
        Path file = folder.in(scratch).resolve(name);
        MediaDuration length = check.accept(known, Fragment.read(MadeFile.read(file, SEGMENT_BYTES)));
        segments.add(new MediaSegment(sink.store(folder.rendition(), name, file, type), length));
    }

    private TrackHeader takeHeader() throws IOException, BadOutput, MediaFailed, InterruptedException {
        Path file = folder.in(scratch).resolve(SegmentFolder.HEADER);
        TrackHeader read = TrackHeader.read(MadeFile.read(file, SEGMENT_BYTES));
        storedHeader = sink.store(folder.rendition(), SegmentFolder.HEADER, file, type);
        header = read;
        return read;
    }
}
