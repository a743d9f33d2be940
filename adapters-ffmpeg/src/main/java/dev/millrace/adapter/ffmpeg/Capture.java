package dev.millrace.adapter.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Keeps what a program prints, up to a limit; what goes over it is read and forgotten.
final class Capture implements StandardOutput {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean overflowed;

    /// @param limit in bytes
    Capture(int limit) {
        this.limit = limit;
    }

    @Override
    public void drain(InputStream stream) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            keep(buffer, count);
        }
    }

    private synchronized void keep(byte[] buffer, int count) {
        int room = limit - kept.size();
        kept.write(buffer, 0, Math.min(room, count));
        overflowed |= count > room;
    }

    @Override
    public synchronized @Nullable Object position() {
        return kept.size();
    }

    synchronized byte[] bytes() {
        return kept.toByteArray();
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    /// Whether the program printed more than was kept.
    synchronized boolean overflowed() {
        return overflowed;
    }
}
