package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads frames of a source just as a chunk's encoders get them, and hashes them.
final class Reading {
    private static final Planner PLANNER = new Planner(ChunkPolicy.STANDARD);

    private final SourceAccess source;
    private final SourceInfo info;
    private final SourceIndex index;
    private final PicturePlan plan;
    private final Path scratch;

    private Reading(SourceAccess source, SourceInfo info, SourceIndex index, PicturePlan plan, Path scratch) {
        this.source = source;
        this.info = info;
        this.index = index;
        this.plan = plan;
        this.scratch = scratch;
    }

    static Reading of(Path file, MediaTools tools, Path scratch) throws Exception {
        SourceAccess source = new SourceAccess.InFile(file);
        SourceInfo info = tools.probe().probe(source);
        Fit fit = PLANNER.open(info, BuiltInProfiles.TEST);
        PicturePlan plan = ((Fit.Fitted) fit).plan().requirePicture();
        IndexRequest request = new IndexRequest(source, info, OptionalInt.of(plan.track()), List.of(), 6);
        Workbench bench = new Workbench(scratch, Bench.NO_SINK, progress -> {});
        SourceIndex index = tools.transcoder().index(request, bench).pictures().orElseThrow();
        return new Reading(source, info, index, plan, scratch);
    }

    Grid grid() {
        return plan.grid();
    }

    SourceIndex index() {
        return index;
    }

    long slots() {
        return index.slots(grid().rate());
    }

    /// Every frame of the film by its slot, read from the front in one go.
    SortedMap<Long, String> whole() throws Exception {
        return read(new Chunk(0, new FrameRange(0, slots()), true), new Entry.FromStart());
    }

    /// The frames of a chunk, by the first of the planner's ways that gives as many as there should be.
    Cut cut(long from, long to) throws Exception {
        Chunk chunk = new Chunk(0, new FrameRange(from, to), to == slots());
        List<Entry> entries = PLANNER.entries(info, index, grid(), chunk);
        for (Entry entry : entries) {
            SortedMap<Long, String> frames = read(chunk, entry);
            if (frames.size() == chunk.frames().length()) {
                return new Cut(chunk, entries, entry, frames);
            }
        }
        return new Cut(chunk, entries, entries.getLast(), new TreeMap<>());
    }

    private SortedMap<Long, String> read(Chunk chunk, Entry entry) throws Exception {
        VideoTrack track = info.picture().orElseThrow();
        List<VideoRendition> largest = plan.renditions().subList(0, 1);
        ChunkRequest request =
                new ChunkRequest(source, info.timing().start(), track, grid(), chunk, List.of(entry), largest);
        FfmpegCommand command = new ChunkCommand(SourceLimits.STANDARD, 1).reading(request, entry, List.of());
        command.addOutput(UrlOutput.toUrl("frames.txt")
                .setFormat("framemd5")
                .addMap("v0")
                .setFrameCount(StreamType.VIDEO, chunk.frames().length())
                .addArguments("-fps_mode", "passthrough"));
        Machine.tool()
                .ffmpeg(
                        command.arguments(),
                        Room.of(scratch),
                        WorkLimits.STANDARD.encoding(index.end()),
                        progress -> {});
        return frames(scratch.resolve("frames.txt"));
    }

    /// Lines of stream, decoding time, presentation time, duration, size, hash; times count slots.
    private static SortedMap<Long, String> frames(Path file) throws IOException {
        SortedMap<Long, String> frames = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] fields = line.split(",", -1);
                frames.put(Long.parseLong(fields[2].strip()), fields[5].strip());
            }
        }
        return frames;
    }

    /// A chunk that was read.
    ///
    /// @param entries what there was to try
    /// @param entry what gave all frames
    /// @param frames hashes by slot
    record Cut(Chunk chunk, List<Entry> entries, Entry entry, SortedMap<Long, String> frames) {}
}
