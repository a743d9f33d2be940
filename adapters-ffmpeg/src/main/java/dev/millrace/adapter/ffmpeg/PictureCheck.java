package dev.millrace.adapter.ffmpeg;

import dev.millrace.adapter.ffmpeg.Fragment.Sample;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.Grid;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/// Sees that the segments of a picture rendition hold each slot of the grid once and in its place, that every group of
/// pictures begins where the grid says, with a picture that needs no other, and that no unit of H.264 is cut.
///
/// That reads every byte's whereabouts, but decodes nothing: [DecodeCheck] does.
final class PictureCheck implements SegmentCheck {
    private static final int UNIT_TYPE = 0x1f;
    private static final int FORBIDDEN_BIT = 0x80;
    private static final int IDR = 5;

    private final Grid grid;
    private final long start;
    private long next;

    /// @param start the first slot of the first segment
    PictureCheck(Grid grid, long start) {
        this.grid = grid;
        this.start = start;
        this.next = start;
    }

    /// The number of frames seen so far.
    long frames() {
        return next - start;
    }

    @Override
    public MediaDuration accept(TrackHeader header, Fragment segment) throws BadOutput {
        long ticks = ticksPerFrame(header);
        int count = segment.samples().size();
        if (count > grid.segmentFrames()) {
            throw new BadOutput("a segment of " + grid.segmentFrames() + " frames holds " + count);
        }
        if (frames() % grid.segmentFrames() != 0) {
            throw new BadOutput("a segment that is not the last holds too few frames");
        }
        boolean[] seen = new boolean[count];
        for (int i = 0; i < count; i++) {
            Sample sample = segment.samples().get(i);
            if (sample.decoded() != (next + i) * ticks || sample.duration() != ticks) {
                throw new BadOutput("the decoding times do not follow the grid at frame " + (next + i));
            }
            checkUnits(sample.bytes(), header.lengthBytes());
            int place = place(sample, ticks, seen);
            seen[place] = true;
            boolean edge = (next - start + place) % grid.gopFrames() == 0;
            if (sample.key() != edge || (edge && !holds(sample.bytes(), header.lengthBytes()))) {
                throw new BadOutput("key pictures are not where the grid wants them, at frame " + (next + place));
            }
        }
        next += count;
        return new MediaDuration(count * ticks, header.clock());
    }

    private int place(Sample sample, long ticks, boolean[] seen) throws BadOutput {
        long slot = Math.floorDiv(sample.shown(), ticks);
        long place = slot - next;
        if (sample.shown() != slot * ticks || place < 0 || place >= seen.length || seen[(int) place]) {
            throw new BadOutput("frame " + slot + " is missing, doubled or between two slots");
        }
        return (int) place;
    }

    private long ticksPerFrame(TrackHeader header) throws BadOutput {
        FrameRate rate = grid.rate();
        BigInteger[] ticks = BigInteger.valueOf(header.clock())
                .multiply(BigInteger.valueOf(rate.denominator()))
                .divideAndRemainder(BigInteger.valueOf(rate.numerator()));
        if (ticks[1].signum() != 0) {
            throw new BadOutput("a clock of " + header.clock() + " Hz cannot count frames at " + rate);
        }
        return ticks[0].longValueExact();
    }

    private static boolean holds(ByteBuffer sample, int lengthBytes) {
        for (int at = 0; at + lengthBytes < sample.limit(); at += lengthBytes + length(sample, at, lengthBytes)) {
            if ((sample.get(at + lengthBytes) & UNIT_TYPE) == IDR) {
                return true;
            }
        }
        return false;
    }

    /// Follows the units from length to length (ISO/IEC 14496-15, 5.3.4.2): they must fill the sample exactly.
    private static void checkUnits(ByteBuffer sample, int lengthBytes) throws BadOutput {
        int at = 0;
        while (at < sample.limit()) {
            if (sample.limit() - at <= lengthBytes) {
                throw new BadOutput("a unit of a picture is cut off");
            }
            int length = length(sample, at, lengthBytes);
            int first = sample.get(at + lengthBytes);
            if (length < 1 || length > sample.limit() - at - lengthBytes || (first & FORBIDDEN_BIT) != 0) {
                throw new BadOutput("a unit of a picture is damaged");
            }
            at += lengthBytes + length;
        }
    }

    private static int length(ByteBuffer sample, int at, int lengthBytes) {
        int length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << 8) | (sample.get(at + i) & 0xff);
        }
        return length;
    }
}
