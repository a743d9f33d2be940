package dev.millrace.application.source;

import dev.millrace.domain.media.SourceIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A track of an MP4 file and its tables (ISO/IEC 14496-12, 8.6 and 8.7).
final class Mp4Track {
    private static final long NANOS = 1_000_000_000L;

    /// A day of film at 120 frames a second.
    private static final long MOST_PACKETS = 12_000_000;

    /// In seconds. Nobody holds a picture that long; a clock that was set does.
    private static final long LONGEST_PICTURE = 300;

    private static final Set<String> MEDIA = Set.of("vide", "soun");

    private final String kind;
    private final long clock;
    private final double shift;
    private final Edit edit;
    private final Table durations;
    private final Optional<Table> delays;
    private final Optional<Table> keys;
    private final Table runs;
    private final Table places;
    private final boolean wide;
    private final Fields sizes;
    private final long count;

    private Mp4Track(Box track, long movieClock) throws UnknownLayout {
        Box media = track.require("mdia");
        Fields header = media.require("mdhd").body();
        this.clock = header.u32(header.u8(0) == 1 ? 20 : 12);
        if (clock == 0 || movieClock == 0) {
            throw new UnknownLayout("a clock stands still");
        }
        this.kind = media.require("hdlr").body().type(8);
        Box tables = media.require("minf", "stbl");
        this.durations = Table.of(tables.require("stts"), 8);
        this.delays = Table.ofOptional(tables.child("ctts"), 8);
        this.keys = Table.ofOptional(tables.child("stss"), 4);
        this.runs = Table.of(tables.require("stsc"), 12);
        this.wide = tables.child("stco").isEmpty();
        this.places = wide ? Table.of(tables.require("co64"), 8) : Table.of(tables.require("stco"), 4);
        this.sizes = tables.require("stsz").body();
        this.count = sizes.u32(8);
        boolean listed = sizes.u32(4) == 0;
        if (count > MOST_PACKETS || (listed && sizes.length() < 12 + 4 * count)) {
            throw new UnknownLayout("its table of sizes is cut off");
        }
        Optional<Box> edits =
                track.child("edts").isPresent() ? track.require("edts").child("elst") : Optional.empty();
        this.shift = shift(edits, movieClock);
        this.edit = Edit.of(edits, clock, movieClock);
    }

    static Mp4Track read(Box track, long movieClock) throws UnknownLayout {
        return new Mp4Track(track, movieClock);
    }

    /// How many seconds later than the table of times says a packet is shown: a list of edits may begin with nothing, and
    /// then leave out the first part of the track. Longer lists rearrange the film.
    private double shift(Optional<Box> edits, long movieClock) throws UnknownLayout {
        if (edits.isEmpty()) {
            return 0;
        }
        Fields list = edits.get().body();
        boolean large = list.u8(0) == 1;
        double nothing = 0;
        long count = list.u32(4);
        for (long i = 0; i < count; i++) {
            long at = 8 + i * (large ? 20 : 12);
            long length = large ? list.i64(at) : list.u32(at);
            long begin = large ? list.i64(at + 8) : list.i32(at + 4);
            if (begin >= 0) {
                if (i != count - 1) {
                    throw new UnknownLayout("its edits rearrange it");
                }
                return nothing - (double) begin / clock;
            }
            nothing += (double) length / movieClock;
        }
        return nothing;
    }

    /// What reading all packets of the track would tell; those that its edits leave out are decoded and never shown.
    ///
    /// @throws UnknownLayout when the packets may tell something else
    SourceIndex index() throws UnknownLayout {
        List<Duration> shownKeys = new ArrayList<>();
        long packets = 0;
        long first = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        Cursor packet = cursor();
        while (packet.next()) {
            long length = packet.nextDecoded - packet.decoded;
            if (length <= 0 || length / clock > LONGEST_PICTURE) {
                throw new UnknownLayout("its clock stands still, or leaps");
            }
            long shown = edit.shown(packet.decoded + packet.delay);
            if (packet.key) {
                shownKeys.add(exact(shown));
            }
            if (edit.shows(packet.decoded + packet.delay)) {
                packets++;
                first = Math.min(first, shown);
                end = Math.max(end, shown + length);
            }
        }
        if (packets == 0) {
            throw new UnknownLayout("it shows nothing");
        }
        shownKeys.sort(Duration::compareTo);
        return new SourceIndex(packets, exact(first), exact(end), shownKeys, true);
    }

    private Duration exact(long ticks) {
        return Duration.ofSeconds(Math.floorDiv(ticks, clock), Math.floorMod(ticks, clock) * NANOS / clock);
    }

    boolean isPicture() {
        return kind.equals("vide");
    }

    /// Whether it is picture or sound.
    boolean isMedia() {
        return MEDIA.contains(kind);
    }

    /// A time on the track's own clock.
    Duration time(long ticks) {
        return Duration.ofSeconds(ticks / clock, ticks % clock * NANOS / clock);
    }

    /// When a packet is shown, on the container's clock, to the microsecond.
    Duration shown(Cursor packet) {
        return time(packet.decoded + packet.delay).plusNanos(Math.round(shift * NANOS));
    }

    /// All packets in the order of the file, before the first.
    Cursor cursor() {
        return new Cursor();
    }

    /// What a list of edits shows of a track: one stretch of it, after a while of nothing. All in ticks of its clock.
    ///
    /// @param empty how long nothing is shown
    /// @param from where the stretch begins
    /// @param to where it ends
    private record Edit(long empty, long from, long to) {
        static Edit of(Optional<Box> edits, long clock, long movieClock) throws UnknownLayout {
            long empty = 0;
            if (edits.isPresent()) {
                Fields list = edits.get().body();
                boolean large = list.u8(0) == 1;
                long count = list.u32(4);
                for (long i = 0; i < count; i++) {
                    long at = 8 + i * (large ? 20 : 12);
                    long told = large ? list.i64(at) : list.u32(at);
                    long length = Math.round((double) told * clock / movieClock);
                    long begin = large ? list.i64(at + 8) : list.i32(at + 4);
                    if (begin >= 0) {
                        return new Edit(empty, begin, told == 0 ? Long.MAX_VALUE : begin + length);
                    }
                    empty += length;
                }
            }
            return new Edit(empty, 0, Long.MAX_VALUE);
        }

        long shown(long time) {
            return time - from + empty;
        }

        boolean shows(long time) {
            return time >= from && time < to;
        }
    }

    /// Rows of numbers behind a count.
    private record Table(Fields rows, int width) {
        static Table of(Box box, int width) throws UnknownLayout {
            Fields body = box.body();
            return new Table(body.part(8, body.u32(4) * width), width);
        }

        static Optional<Table> ofOptional(Optional<Box> box, int width) throws UnknownLayout {
            return box.isPresent() ? Optional.of(of(box.get(), width)) : Optional.empty();
        }

        int count() {
            return rows.length() / width;
        }

        long number(int row, int column) throws UnknownLayout {
            return rows.u32((long) row * width + column * 4L);
        }

        int signed(int row, int column) throws UnknownLayout {
            return rows.i32((long) row * width + column * 4L);
        }
    }

    /// Goes through the packets one by one. It holds nothing: a film of hours has millions.
    final class Cursor {
        private long number = -1;
        private long size;
        private long decoded;
        private long delay;
        private boolean key;
        private long nextDecoded;
        private int durationRow;
        private long durationLeft = -1;
        private int delayRow;
        private long delayLeft = -1;
        private int keyRow;
        private int runRow;
        private long chunk;
        private long leftInChunk;
        private long offset;
        private long nextOffset;

        /// Goes to the next one; false behind the last.
        boolean next() throws UnknownLayout {
            if (number + 1 >= count) {
                return false;
            }
            number++;
            long fixed = sizes.u32(4);
            size = fixed == 0 ? sizes.u32(12 + 4 * number) : fixed;
            place();
            time();
            key = isKey(number + 1);
            return true;
        }

        private void place() throws UnknownLayout {
            if (leftInChunk == 0) {
                if (chunk >= places.count()) {
                    throw new UnknownLayout("its table of places is cut off");
                }
                while (runRow + 1 < runs.count() && runs.number(runRow + 1, 0) <= chunk + 1) {
                    runRow++;
                }
                leftInChunk = runs.count() == 0 ? 0 : runs.number(runRow, 1);
                if (leftInChunk == 0) {
                    throw new UnknownLayout("a part of its table of places is empty");
                }
                nextOffset = wide ? places.rows().i64(chunk * 8) : places.number((int) chunk, 0);
                chunk++;
            }
            leftInChunk--;
            offset = nextOffset;
            nextOffset += size;
        }

        private void time() throws UnknownLayout {
            decoded = nextDecoded;
            while (durationLeft <= 0 && durationRow < durations.count()) {
                durationLeft = durations.number(durationRow++, 0);
            }
            durationLeft--;
            nextDecoded += durationRow == 0 ? 0 : durations.number(durationRow - 1, 1);
            if (delays.isPresent()) {
                Table table = delays.get();
                while (delayLeft <= 0 && delayRow < table.count()) {
                    delayLeft = table.number(delayRow++, 0);
                }
                delayLeft--;
                delay = delayRow == 0 ? 0 : table.signed(delayRow - 1, 1);
            }
        }

        private boolean isKey(long ordinal) throws UnknownLayout {
            if (keys.isEmpty()) {
                return true;
            }
            Table table = keys.get();
            while (keyRow < table.count() && table.number(keyRow, 0) < ordinal) {
                keyRow++;
            }
            return keyRow < table.count() && table.number(keyRow, 0) == ordinal;
        }

        /// From 0; -1 before the first.
        long number() {
            return number;
        }

        /// Where it begins in a file of `fileSize` bytes.
        ///
        /// @throws UnknownLayout when it is not all within the file
        long offset(long fileSize) throws UnknownLayout {
            if (offset < 0 || offset > fileSize - size) {
                throw new UnknownLayout("a packet lies behind its end");
            }
            return offset;
        }

        long size() {
            return size;
        }

        /// When it is decoded, on the track's clock.
        long decoded() {
            return decoded;
        }

        /// Whether decoding can begin with it.
        boolean isKey() {
            return key;
        }
    }
}
