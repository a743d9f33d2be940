package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.media.FrameSize;
import java.io.IOException;
import java.nio.file.Path;

/// Reads the structure of a JPEG (ITU-T T.81, annex B): markers, the frame's size, the end.
final class JpegFile {
    private static final int MOST_BYTES = 64 << 20;
    private static final int START = 0xffd8;
    private static final int END = 0xffd9;
    private static final int BASELINE_FRAME = 0xffc0;
    private static final int PROGRESSIVE_FRAME = 0xffc2;

    private JpegFile() {}

    /// Whether the file is there, of that size, and has its end.
    static boolean isWhole(Path file, FrameSize size) throws IOException, BadOutput {
        if (!MadeFile.isThere(file)) {
            return false;
        }
        byte[] bytes = MadeFile.read(file, MOST_BYTES);
        if (bytes.length < 4 || number(bytes, 0) != START || number(bytes, bytes.length - 2) != END) {
            return false;
        }
        for (int at = 2; at + 9 < bytes.length; at += 2 + number(bytes, at + 2)) {
            int marker = number(bytes, at);
            if (marker >= BASELINE_FRAME && marker <= PROGRESSIVE_FRAME) {
                return number(bytes, at + 5) == size.height() && number(bytes, at + 7) == size.width();
            }
        }
        return false;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
