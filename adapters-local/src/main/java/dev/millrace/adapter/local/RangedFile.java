package dev.millrace.adapter.local;

import dev.millrace.application.port.ByteRange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// A part of a file as a stream.
final class RangedFile extends FilterInputStream {
    private long left;

    private RangedFile(InputStream in, long left) {
        super(in);
        this.left = left;
    }

    static InputStream open(Path file, ByteRange range, OpenOption... options) throws IOException {
        InputStream in = Files.newInputStream(file, options);
        try {
            long skip = Math.min(range.from(), Files.size(file));
            in.skipNBytes(skip);
            return new RangedFile(in, skip < range.from() ? 0 : range.length());
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        int next = in.read();
        if (next >= 0) {
            left--;
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0 && left == 0) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count > 0) {
            left -= count;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
