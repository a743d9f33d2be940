package dev.millrace.adapter.ffmpeg;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The lines of a file that a media program made. A line may be of any length; only its beginning is kept.
final class MadeLines implements AutoCloseable {
    private static final int LONGEST = 4096;

    private final InputStream stream;
    private final StringBuilder line = new StringBuilder();

    private MadeLines(InputStream stream) {
        this.stream = stream;
    }

    /// @param most bytes of the whole file
    /// @throws BadOutput when it is no plain file, or larger
    static MadeLines of(Path file, long most) throws IOException, BadOutput {
        return new MadeLines(new BufferedInputStream(MadeFile.open(file, most), 1 << 16));
    }

    /// The next line, each byte a character; null after the last.
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        int character = stream.read();
        if (character < 0) {
            return null;
        }
        for (; character >= 0 && character != '\n'; character = stream.read()) {
            if (line.length() < LONGEST) {
                line.append((char) character);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
