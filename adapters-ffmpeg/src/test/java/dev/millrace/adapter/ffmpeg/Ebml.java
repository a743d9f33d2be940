package dev.millrace.adapter.ffmpeg;

import java.util.Arrays;

/// Elements of Matroska (RFC 8794).
final class Ebml {
    private Ebml() {}

    static byte[] element(int id, byte[]... contents) {
        byte[] body = Mp4Bytes.join(contents);
        byte[] name = Mp4Bytes.number(id);
        int skipped = Integer.numberOfLeadingZeros(id) / 8;
        byte[] size = Mp4Bytes.join(new byte[] {1, 0, 0, 0}, Mp4Bytes.number(body.length));
        return Mp4Bytes.join(Arrays.copyOfRange(name, skipped, 4), size, body);
    }
}
