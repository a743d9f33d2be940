package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.media.SourceIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what ffmpeg's `framecrc` muxer writes of a stream that is copied: after some lines of header, one of which
/// gives the clock, a line for each packet with stream, decoding time, presentation time, duration, size and checksum,
/// then its flags where they are others than "a key picture", then anything.
final class PacketList {
    private static final Pattern CLOCK = Pattern.compile("#tb 0: (\\d+)/(\\d+)");
    private static final Pattern FLAGS = Pattern.compile("F=0x([0-9A-Fa-f]+)");
    private static final int KEY = 1;

    /// `AV_PKT_FLAG_DISCARD`: decoded for the sake of others, and cut off by the file's edit list.
    private static final int NEVER_SHOWN = 4;

    private static final int STANDING_STILL = 4;
    private static final long NOT_TOLD = Long.MIN_VALUE;

    /// Nobody holds a picture that long; a clock that was set does.
    private static final Duration ABSURD_GAP = Duration.ofMinutes(10);

    private long numerator = 1;
    private long denominator = 1;
    private long packets;
    private long lastDecoded = Long.MIN_VALUE;
    private int standing;
    private boolean steady = true;
    private final Longs shown = new Longs();
    private final Longs keys = new Longs();
    private long end = Long.MIN_VALUE;
    private long lastDuration;

    private PacketList() {}

    /// Reads a whole list. A list without packets gives an index without packets.
    static SourceIndex read(Path file) throws IOException {
        PacketList list = new PacketList();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                list.read(line);
            }
        }
        return list.index();
    }

    private void read(String line) {
        if (line.startsWith("#")) {
            Matcher clock = CLOCK.matcher(line);
            if (clock.matches()) {
                numerator = Long.parseLong(clock.group(1));
                denominator = Long.parseLong(clock.group(2));
            }
            return;
        }
        String[] fields = line.split(",", -1);
        if (fields.length < 5) {
            return;
        }
        long decoded = Long.parseLong(fields[1].strip());
        long told = Long.parseLong(fields[2].strip());
        long presented = told == NOT_TOLD ? decoded : told;
        long duration = Long.parseLong(fields[3].strip());
        // When a clock jumps back, ffmpeg moves packets to the last decoding time it saw. Single pairs are well: VP9
        // and
        // AV1 have packets that show nothing.
        standing = decoded > lastDecoded ? 0 : standing + 1;
        steady &= standing < STANDING_STILL;
        lastDecoded = decoded;
        int flags = fields.length < 7 ? KEY : flags(fields[6]);
        if ((flags & KEY) != 0) {
            keys.add(presented);
        }
        if ((flags & NEVER_SHOWN) != 0) {
            return;
        }
        packets++;
        shown.add(presented);
        if (presented + duration > end) {
            end = presented + duration;
            lastDuration = duration;
        }
    }

    private static int flags(String field) {
        Matcher flags = FLAGS.matcher(field.strip());
        return flags.matches() ? Integer.parseInt(flags.group(1), 16) : KEY;
    }

    private SourceIndex index() {
        if (packets == 0) {
            return new SourceIndex(0, Duration.ZERO, Duration.ZERO, List.of(), true);
        }
        long[] times = shown.sorted();
        long first = times[0];
        long last = times[times.length - 1];
        // The last picture of some files has no length of its own; it is shown as long as most are.
        long until = lastDuration > 0 ? end : last + usual(times);
        List<Duration> keyTimes =
                Arrays.stream(keys.sorted()).mapToObj(this::time).toList();
        return new SourceIndex(packets, time(first), time(until), keyTimes, steady && !hasAbsurdGap(times));
    }

    private boolean hasAbsurdGap(long[] times) {
        for (int i = 1; i < times.length; i++) {
            if (time(times[i] - times[i - 1]).compareTo(ABSURD_GAP) > 0) {
                return true;
            }
        }
        return false;
    }

    private static long usual(long[] times) {
        long[] steps = new long[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        return steps.length == 0 ? 0 : steps[steps.length / 2];
    }

    private Duration time(long ticks) {
        BigInteger nanos = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(numerator))
                .multiply(BigInteger.valueOf(1_000_000_000L))
                .divide(BigInteger.valueOf(denominator));
        return Duration.ofNanos(nanos.longValueExact());
    }

    /// Numbers without a box around each: a day of film has five million packets.
    private static final class Longs {
        private long[] values = new long[1024];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
