package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.failure.FailureCode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a CMAF segment holds, read from its boxes without decoding: ISO/IEC 14496-12, 8.8.
///
/// @param samples in decoding order
record Fragment(List<Sample> samples) {
    private static final int IS_NOT_KEY = 0x10000;
    private static final int BASE_IS_MOOF = 0x20000;

    /// In one run, whose samples may have no bytes at all.
    private static final int MOST_SAMPLES = 1 << 16;

    Fragment {
        samples = List.copyOf(samples);
    }

    /// One picture, or one block of sound.
    ///
    /// @param decoded when it is decoded, in ticks
    /// @param shown when it is shown, in ticks
    /// @param duration in ticks
    /// @param key whether decoding can begin with it
    /// @param bytes its data
    record Sample(long decoded, long shown, long duration, boolean key, ByteBuffer bytes) {}

    /// The samples of all fragments in the file.
    ///
    /// @throws BadOutput when boxes are missing, or point outside the segment's own data
    static Fragment read(byte[] file) throws BadOutput {
        try {
            return readBoxes(file);
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new BadOutput("the segment is cut off", e);
        }
    }

    private static Fragment readBoxes(byte[] file) throws BadOutput {
        List<Sample> samples = new ArrayList<>();
        List<Box> boxes = Box.all(file);
        for (int i = 0; i < boxes.size(); i++) {
            if (boxes.get(i).type().equals("moof")) {
                if (i + 1 == boxes.size() || !boxes.get(i + 1).type().equals("mdat")) {
                    throw new BadOutput("the data of a fragment is missing");
                }
                read(boxes.get(i), boxes.get(i + 1), file, samples);
            }
        }
        if (samples.isEmpty()) {
            throw new BadOutput(FailureCode.SOURCE_UNDECODABLE, "nothing came out");
        }
        return new Fragment(samples);
    }

    private static void read(Box moof, Box data, byte[] file, List<Sample> samples) throws BadOutput {
        Box track = moof.require("traf");
        Defaults defaults = Defaults.read(track.require("tfhd").body());
        ByteBuffer time = track.require("tfdt").body();
        long decoded = time.get(0) == 1 ? time.getLong(4) : Integer.toUnsignedLong(time.getInt(4));
        for (Box run : track.children(0)) {
            if (run.type().equals("trun")) {
                decoded = readRun(run.body(), defaults, decoded, moof.start(), data, file, samples);
            }
        }
    }

    private static long readRun(
            ByteBuffer run, Defaults defaults, long start, int base, Box data, byte[] file, List<Sample> samples)
            throws BadOutput {
        ByteBuffer fields = run.duplicate();
        int flags = fields.getInt();
        int count = fields.getInt();
        if (count < 0 || count > MOST_SAMPLES) {
            throw new BadOutput("a run has too many samples");
        }
        if ((flags & 1) == 0) {
            throw new BadOutput("a run does not say where its data lies");
        }
        long at = (long) base + fields.getInt();
        int firstFlags = (flags & 4) != 0 ? fields.getInt() : defaults.flags();
        long decoded = start;
        for (int i = 0; i < count; i++) {
            long duration = (flags & 0x100) != 0 ? Integer.toUnsignedLong(fields.getInt()) : defaults.duration();
            int size = (flags & 0x200) != 0 ? fields.getInt() : defaults.size();
            int own = (flags & 0x400) != 0 ? fields.getInt() : i == 0 ? firstFlags : defaults.flags();
            int offset = (flags & 0x800) != 0 ? fields.getInt() : 0;
            if (size < 0
                    || at < data.bodyStart()
                    || at + size > data.bodyStart() + data.body().limit()) {
                throw new BadOutput("a run points outside its data");
            }
            ByteBuffer bytes = ByteBuffer.wrap(file, Math.toIntExact(at), size).slice();
            samples.add(new Sample(decoded, decoded + offset, duration, (own & IS_NOT_KEY) == 0, bytes));
            decoded += duration;
            at += size;
        }
        return decoded;
    }

    /// What holds for each sample of which the run says nothing else (8.8.7).
    private record Defaults(long duration, int size, int flags) {
        static Defaults read(ByteBuffer header) throws BadOutput {
            ByteBuffer fields = header.duplicate();
            int present = fields.getInt();
            fields.getInt();
            if ((present & 1) != 0 || (present & BASE_IS_MOOF) == 0) {
                throw new BadOutput("the segment is not self-contained");
            }
            if ((present & 2) != 0) {
                fields.getInt();
            }
            long duration = (present & 8) != 0 ? Integer.toUnsignedLong(fields.getInt()) : 0;
            int size = (present & 16) != 0 ? fields.getInt() : 0;
            int flags = (present & 32) != 0 ? fields.getInt() : 0;
            return new Defaults(duration, size, flags);
        }
    }
}
