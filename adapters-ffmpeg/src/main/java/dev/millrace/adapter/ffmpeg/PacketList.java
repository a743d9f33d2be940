package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.SourceIndex;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what ffmpeg's `framecrc` muxer writes of streams that are copied: after some lines of header, of which one for
/// each stream gives its clock, a line for each packet with stream, decoding time, presentation time, duration, size
/// and checksum, then its flags where they are others than "a key picture", then anything.
final class PacketList {
    private static final Pattern CLOCK = Pattern.compile("#tb (\\d+): (\\d+)/(\\d+)");
    private static final Pattern FLAGS = Pattern.compile("F=0x([0-9A-Fa-f]+)");
    private static final int KEY = 1;

    /// `AV_PKT_FLAG_DISCARD`: decoded for the sake of others, and cut off by the file's edit list.
    private static final int NEVER_SHOWN = 4;

    private static final int STANDING_STILL = 4;
    private static final long NOT_TOLD = Long.MIN_VALUE;

    /// Nobody holds a picture that long; a clock that was set does.
    private static final Duration ABSURD_GAP = Duration.ofMinutes(10);

    /// A day of film at 120 frames a second, with eight tracks of sound.
    private static final long MOST_BYTES = 3L << 30;

    private static final int MOST_PACKETS = 12_000_000;
    private static final int MOST_STREAMS = 256;

    private final Map<Integer, Stream> streams = new TreeMap<>();

    private PacketList() {}

    /// @throws BadOutput when it is longer than the list of a long film could be, or no list at all
    static PacketList read(Path file) throws IOException, BadOutput {
        PacketList list = new PacketList();
        try (MadeLines lines = MadeLines.of(file, MOST_BYTES)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                list.read(line);
            }
        } catch (NumberFormatException e) {
            throw new BadOutput("the list of packets can't be read", e);
        }
        return list;
    }

    /// What a stream of pictures says. Without packets it is an index without packets.
    ///
    /// @param stream its number in the list, from 0
    SourceIndex pictures(int stream) {
        return stream(stream).index();
    }

    /// When the last packet of a stream ends; zero when it has none.
    ///
    /// @param stream its number in the list, from 0
    Duration end(int stream) {
        Stream wanted = stream(stream);
        return wanted.shown.size == 0 ? Duration.ZERO : wanted.time(wanted.end);
    }

    /// How many packets a stream has.
    ///
    /// @param stream its number in the list, from 0
    long count(int stream) {
        return stream(stream).shown.size;
    }

    private void read(String line) throws BadOutput {
        if (line.startsWith("#")) {
            Matcher clock = CLOCK.matcher(line);
            if (clock.matches()) {
                Stream stream = stream(Integer.parseInt(clock.group(1)));
                stream.numerator = Long.parseLong(clock.group(2));
                stream.denominator = Long.parseLong(clock.group(3));
            }
            return;
        }
        String[] fields = line.split(",", -1);
        if (fields.length < 5) {
            return;
        }
        long decoded = Long.parseLong(fields[1].strip());
        long told = Long.parseLong(fields[2].strip());
        Stream stream = stream(Integer.parseInt(fields[0].strip()));
        if (stream.shown.size == MOST_PACKETS || streams.size() > MOST_STREAMS) {
            throw new BadOutput(FailureCode.SOURCE_TOO_LARGE, "it holds more packets than are accepted");
        }
        stream.add(
                decoded,
                told == NOT_TOLD ? decoded : told,
                Long.parseLong(fields[3].strip()),
                fields.length < 7 ? KEY : flags(fields[6]));
    }

    private Stream stream(int number) {
        return streams.computeIfAbsent(number, _ -> new Stream());
    }

    private static int flags(String field) {
        Matcher flags = FLAGS.matcher(field.strip());
        return flags.matches() ? Integer.parseInt(flags.group(1), 16) : KEY;
    }

    /// The packets of one stream.
    private static final class Stream {
        private final Longs shown = new Longs();
        private final Longs keys = new Longs();
        private long numerator = 1;
        private long denominator = 1;
        private long lastDecoded = Long.MIN_VALUE;
        private int standing;
        private boolean steady = true;
        private long end = Long.MIN_VALUE;
        private long lastDuration;

        void add(long decoded, long presented, long duration, int flags) {
            // When a clock jumps back, ffmpeg moves packets to the last decoding time it saw. Single pairs are well:
            // VP9 and AV1 have packets that show nothing.
            standing = decoded > lastDecoded ? 0 : standing + 1;
            steady &= standing < STANDING_STILL;
            lastDecoded = decoded;
            if ((flags & KEY) != 0) {
                keys.add(presented);
            }
            if ((flags & NEVER_SHOWN) != 0) {
                return;
            }
            shown.add(presented);
            if (presented + duration > end) {
                end = presented + duration;
                lastDuration = duration;
            }
        }

        SourceIndex index() {
            long[] times = shown.sorted();
            if (times.length == 0) {
                return new SourceIndex(0, Duration.ZERO, Duration.ZERO, List.of(), true);
            }
            // The last picture of some files has no length of its own; it is shown as long as most are.
            long until = lastDuration > 0 ? end : times[times.length - 1] + usual(times);
            List<Duration> keyTimes =
                    Arrays.stream(keys.sorted()).mapToObj(this::time).toList();
            return new SourceIndex(times.length, time(times[0]), time(until), keyTimes, steady && !hasAbsurdGap(times));
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
            // A file can claim to begin in a million years; nothing is done with such a time but to refuse it.
            return Duration.ofNanos(nanos.min(BigInteger.valueOf(Long.MAX_VALUE))
                    .max(BigInteger.valueOf(-Long.MAX_VALUE))
                    .longValue());
        }
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
