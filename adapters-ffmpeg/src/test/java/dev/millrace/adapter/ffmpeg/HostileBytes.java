package dev.millrace.adapter.ffmpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Files of [Attacks] that take more than a few boxes.
final class HostileBytes {
    private HostileBytes() {}

    static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(9);
        try {
            byte[] block = new byte[1 << 20];
            byte[] buffer = new byte[1 << 16];
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            for (int left = zeros; left > 0; left -= block.length) {
                deflater.setInput(block, 0, Math.min(left, block.length));
                for (int count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
                    packed.write(buffer, 0, count);
                }
            }
            deflater.finish();
            for (int count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
                packed.write(buffer, 0, count);
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /// A sequence of pictures of 65536 x 65536 (ITU-T H.264, 7.3.2.1), and the beginning of one.
    static byte[] hugeH264() {
        Bits sps = new Bits();
        sps.write(66, 8)
                .write(0, 8)
                .write(62, 8)
                .golomb(0)
                .golomb(0)
                .golomb(2)
                .golomb(1)
                .write(0, 1);
        sps.golomb(4095)
                .golomb(4095)
                .write(1, 1)
                .write(1, 1)
                .write(0, 1)
                .write(0, 1)
                .write(1, 1);
        Bits pps = new Bits();
        pps.golomb(0)
                .golomb(0)
                .write(0, 2)
                .golomb(0)
                .golomb(0)
                .golomb(0)
                .write(0, 3)
                .golomb(0)
                .golomb(0)
                .golomb(0);
        pps.write(0, 3).write(1, 1);
        byte[] start = {0, 0, 0, 1};
        byte[] picture = Mp4Bytes.join(start, new byte[] {0x65, (byte) 0x88, (byte) 0x84, 0, 0x33, (byte) 0xff});
        byte[] stream = Mp4Bytes.join(start, new byte[] {0x67}, sps.bytes(), start, new byte[] {0x68}, pps.bytes());
        for (int i = 0; i < 20; i++) {
            stream = Mp4Bytes.join(stream, picture);
        }
        return stream;
    }

    /// What first made ffmpeg read other people's files: an AVI whose subtitles are a playlist.
    static byte[] aviWithSubtitles(String playlist) {
        byte[] avih = Mp4Bytes.zeros(56);
        avih[0] = 64;
        avih[24] = 1;
        byte[] strh = Mp4Bytes.zeros(56);
        System.arraycopy("txts".getBytes(ISO_8859_1), 0, strh, 0, 4);
        strh[20] = 1;
        strh[24] = 25;
        strh[32] = 10;
        byte[] text = playlist.getBytes(ISO_8859_1);
        byte[] gab2 = Mp4Bytes.join(
                "GAB2\0\2\0".getBytes(ISO_8859_1), little(0), new byte[] {4, 0}, little(text.length), text);
        byte[] list = chunk(
                "LIST",
                Mp4Bytes.join(
                        "hdrl".getBytes(ISO_8859_1),
                        chunk("avih", avih),
                        chunk(
                                "LIST",
                                Mp4Bytes.join(
                                        "strl".getBytes(ISO_8859_1),
                                        chunk("strh", strh),
                                        chunk("strf", new byte[40])))));
        byte[] movi = chunk("LIST", Mp4Bytes.join("movi".getBytes(ISO_8859_1), chunk("00tx", gab2)));
        return chunk("RIFF", Mp4Bytes.join("AVI ".getBytes(ISO_8859_1), list, movi));
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] even = content.length % 2 == 0 ? content : Mp4Bytes.join(content, new byte[1]);
        return Mp4Bytes.join(type.getBytes(ISO_8859_1), little(even.length), even);
    }

    private static byte[] little(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    /// 40 programmes of 180 streams each (ISO/IEC 13818-1, 2.4.4).
    static byte[] crowdedTransportStream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Bits pat = new Bits();
        for (int programme = 1; programme <= 40; programme++) {
            pat.write(programme, 16).write(0xe000 + 0x100 + programme, 16);
        }
        stream.writeBytes(packets(0, section(0, 1, pat.bytes())));
        for (int programme = 1; programme <= 40; programme++) {
            Bits pmt = new Bits();
            pmt.write(0xffff, 16).write(0xf000, 16);
            for (int i = 0; i < 180; i++) {
                pmt.write(0x1b, 8)
                        .write(0xe000 + 0x200 + programme * 180 + i, 16)
                        .write(0xf000, 16);
            }
            stream.writeBytes(packets(0x100 + programme, section(2, programme, pmt.bytes())));
        }
        byte[] once = stream.toByteArray();
        return Mp4Bytes.join(once, once, once);
    }

    private static byte[] section(int table, int id, byte[] content) {
        Bits bits = new Bits();
        bits.write(table, 8)
                .write(0xb000 + content.length + 9, 16)
                .write(id, 16)
                .write(0xc1, 8)
                .write(0, 16);
        byte[] body = Mp4Bytes.join(bits.bytes(), content);
        int crc = 0xffffffff;
        for (byte value : body) {
            crc ^= (value & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
            }
        }
        return Mp4Bytes.join(new byte[1], body, Mp4Bytes.number(crc));
    }

    private static byte[] packets(int pid, byte[] section) {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int at = 0, counter = 0; at < section.length; at += 184, counter++) {
            byte[] packet = new byte[188];
            Arrays.fill(packet, (byte) 0xff);
            packet[0] = 0x47;
            packet[1] = (byte) ((pid >> 8) | (at == 0 ? 0x40 : 0));
            packet[2] = (byte) pid;
            packet[3] = (byte) (0x10 | (counter & 15));
            System.arraycopy(section, at, packet, 4, Math.min(184, section.length - at));
            packets.writeBytes(packet);
        }
        return packets.toByteArray();
    }
}
