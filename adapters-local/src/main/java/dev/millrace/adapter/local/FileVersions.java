package dev.millrace.adapter.local;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Tells the states of a file apart: a put moves another file in its place.
final class FileVersions {
    private FileVersions() {}

    static ObjectVersion of(ObjectKey key, Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new ObjectVersion(
                key,
                new ByteSize(now.size()),
                now.fileKey() + "-" + now.lastModifiedTime().toInstant());
    }

    /// Opens first and looks then: whatever is put afterwards is not what was opened.
    static InputStream open(ObjectVersion version, Path file, ByteRange range, OpenOption... options)
            throws IOException, MediaFailed {
        InputStream bytes = RangedFile.open(file, range, options);
        if (of(version.key(), file).equals(version)) {
            return bytes;
        }
        bytes.close();
        throw new MediaFailed(new Failure(
                FailureCode.SOURCE_CHANGED, "The object " + version.key() + " was replaced while it was read."));
    }
}
