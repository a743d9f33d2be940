package dev.millrace.adapter.ffmpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Puts other content into the boxes of an MP4 file whose data lies in front of its index.
final class Rewrite {
    private static final Set<String> PARENTS = Set.of("moov", "trak", "mdia", "minf", "dinf", "stbl", "edts");

    private Rewrite() {}

    static byte[] box(byte[] file, String type, UnaryOperator<byte[]> change) {
        byte[] rewritten = boxes(file, type, change);
        if (Arrays.equals(rewritten, file)) {
            throw new IllegalStateException("nothing was changed in " + type);
        }
        return rewritten;
    }

    private static byte[] boxes(byte[] bytes, String type, UnaryOperator<byte[]> change) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; ) {
            int size = ByteBuffer.wrap(bytes).getInt(at);
            String name = new String(bytes, at + 4, 4, ISO_8859_1);
            byte[] body = Arrays.copyOfRange(bytes, at + 8, at + size);
            if (name.equals(type)) {
                body = change.apply(body);
            } else if (PARENTS.contains(name)) {
                body = boxes(body, type, change);
            }
            all.writeBytes(Mp4Bytes.box(name, body));
            at += size;
        }
        return all.toByteArray();
    }
}
