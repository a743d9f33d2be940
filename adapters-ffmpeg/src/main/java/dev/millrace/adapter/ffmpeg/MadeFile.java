package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Reads what a media program made, as if it had been taken over: where a file should be there may be a link to
/// somebody else's file, which that program can't read but we can; and a file may have any size.
final class MadeFile {
    private MadeFile() {}

    /// Whether there is a plain file.
    static boolean isThere(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// @param most bytes
    /// @throws BadOutput when it is no plain file, or larger
    static byte[] read(Path file, int most) throws IOException, BadOutput {
        try (InputStream stream = open(file, most)) {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(file);
            }
            return bytes;
        }
    }

    /// Opens it for reading.
    ///
    /// @param most bytes
    /// @throws BadOutput when it is no plain file, or larger
    static InputStream open(Path file, long most) throws IOException, BadOutput {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new BadOutput("there is no plain file " + file.getFileName());
        }
        if (attributes.size() > most) {
            throw tooLarge(file);
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static BadOutput tooLarge(Path file) {
        return new BadOutput(file.getFileName() + " is too large");
    }
}
