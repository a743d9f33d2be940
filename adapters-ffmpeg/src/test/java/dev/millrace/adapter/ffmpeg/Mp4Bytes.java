package dev.millrace.adapter.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Builds small MP4 files byte by byte, for tests of what reads them.
final class Mp4Bytes {
    static final int KEY_FLAGS = 0x02000000;
    static final int OTHER_FLAGS = 0x01010000;
    private static final int MOOF_BYTES_WITHOUT_SAMPLES = 88;

    private Mp4Bytes() {}

    static byte[] box(String type, byte[]... contents) {
        byte[] body = join(contents);
        return join(number(body.length + 8), type.getBytes(StandardCharsets.ISO_8859_1), body);
    }

    static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    static byte[] zeros(int count) {
        return new byte[count];
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// A header of one track: `entry` is its sample entry.
    static byte[] header(int clock, byte[] entry) {
        byte[] mdhd = box("mdhd", zeros(12), number(clock), zeros(8));
        byte[] stsd = box("stsd", zeros(4), number(1), entry);
        return join(
                box("ftyp", "iso6".getBytes(StandardCharsets.ISO_8859_1)),
                box("moov", box("trak", box("mdia", mdhd, box("minf", box("stbl", stsd))))));
    }

    static byte[] pictureEntry() {
        return box("avc1", zeros(78), box("avcC", new byte[] {1, 0x64, 0, 0x1f, (byte) 0xff, 0}));
    }

    static byte[] soundEntry() {
        byte[] specific = {5, (byte) 0x80, (byte) 0x80, (byte) 0x80, 2, 0x11, (byte) 0x90};
        byte[] decoder = join(new byte[] {4, (byte) (13 + specific.length), 0x40}, zeros(12), specific);
        byte[] stream = join(new byte[] {3, (byte) (3 + decoder.length)}, zeros(3), decoder);
        return box("mp4a", zeros(28), box("esds", zeros(4), stream));
    }

    /// A picture as four bytes of length and one unit.
    static byte[] picture(int unitType, int bytes) {
        byte[] unit = new byte[bytes];
        unit[0] = (byte) unitType;
        return join(number(bytes), unit);
    }

    /// A segment of samples that follow each other from `start` on.
    static byte[] segment(long start, List<Sample> samples) {
        byte[] tfhd = box("tfhd", number(0x20000), number(1));
        byte[] tfdt = box("tfdt", new byte[] {1, 0, 0, 0}, number((int) (start >> 32)), number((int) start));
        List<byte[]> table = new ArrayList<>();
        List<byte[]> data = new ArrayList<>();
        for (Sample sample : samples) {
            table.add(join(
                    number(sample.duration()),
                    number(sample.bytes().limit()),
                    number(sample.flags()),
                    number(sample.offset())));
            data.add(sample.bytes().array());
        }
        int moof = MOOF_BYTES_WITHOUT_SAMPLES + 16 * samples.size();
        byte[] trun = box(
                "trun",
                number(0x01000f01),
                number(samples.size()),
                number(moof + 8),
                join(table.toArray(byte[][]::new)));
        byte[] built = box("moof", box("mfhd", zeros(8)), box("traf", tfhd, tfdt, trun));
        if (built.length != moof) {
            throw new IllegalStateException("the moof box has " + built.length + " bytes, not " + moof);
        }
        return join(box("styp", zeros(4)), built, box("mdat", join(data.toArray(byte[][]::new))));
    }

    /// @param offset from decoding to showing
    record Sample(int duration, int offset, int flags, ByteBuffer bytes) {
        Sample(int duration, int offset, int flags, byte[] bytes) {
            this(duration, offset, flags, ByteBuffer.wrap(bytes));
        }
    }
}
