package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The last part of what a program wrote to its standard error; the rest is read and forgotten.
final class ErrorTail {
    private final byte[] ring;
    private long total;

    ErrorTail(int bytes) {
        this.ring = new byte[bytes];
    }

    void drain(InputStream stream) throws IOException {
        byte[] buffer = new byte[4096];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            keep(buffer, count);
        }
    }

    private synchronized void keep(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (total++ % ring.length)] = buffer[i];
        }
    }

    synchronized String text() {
        int kept = (int) Math.min(total, ring.length);
        byte[] tail = new byte[kept];
        for (int i = 0; i < kept; i++) {
            tail[i] = ring[(int) ((total - kept + i) % ring.length)];
        }
        return new String(tail, StandardCharsets.UTF_8);
    }
}
