package dev.millrace.adapter.local;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// What the file system's errors mean. The sentences name keys and reasons, never where the folder lies.
final class Trouble {
    private Trouble() {}

    static MediaFailed notFound(ObjectKey key) {
        return new MediaFailed(
                new Failure(FailureCode.INPUT_NOT_FOUND, "There is no object " + key + " in the media folder."));
    }

    static MediaFailed noPart(UploadPart part) {
        return new MediaFailed(new Failure(
                FailureCode.STORAGE_UNAVAILABLE,
                "Part " + part.number() + " of the upload is not in the media folder."));
    }

    static MediaFailed deletedMeanwhile() {
        return new MediaFailed(new Failure(FailureCode.INPUT_NOT_FOUND, "The object was deleted in this moment."));
    }

    static MediaFailed reading(IOException cause) {
        return unavailable("read", cause);
    }

    static MediaFailed deleting(IOException cause) {
        return unavailable("written", cause);
    }

    /// @param root of the store
    /// @param file that was to be put there
    static MediaFailed writing(IOException cause, Path root, Path file) {
        return writing(cause, saysFull(cause) || lacksRoom(root, file));
    }

    /// @param folder of the store
    /// @param size of what was to be put there
    static MediaFailed writing(IOException cause, Path folder, ByteSize size) {
        return writing(cause, saysFull(cause) || lacksRoom(folder, size));
    }

    private static MediaFailed writing(IOException cause, boolean full) {
        return full
                ? new MediaFailed(
                        new Failure(FailureCode.DISK_FULL, "The disk of the media folder is full; make room on it."),
                        cause)
                : unavailable("written", cause);
    }

    /// @param folder of the store
    /// @throws MediaFailed when the disk has no room for so much
    static void requireRoom(Path folder, ByteSize size) throws MediaFailed {
        if (lacksRoom(folder, size)) {
            throw new MediaFailed(new Failure(
                    FailureCode.DISK_FULL,
                    "The disk of the media folder has no room for " + size.bytes() + " bytes more; make room on it."));
        }
    }

    private static MediaFailed unavailable(String done, IOException cause) {
        return new MediaFailed(
                new Failure(
                        FailureCode.STORAGE_UNAVAILABLE,
                        "The media folder can't be " + done + " (" + reason(cause) + ")."),
                cause);
    }

    /// Java has no exception of its own for a full disk, only the system's words.
    private static boolean saysFull(IOException cause) {
        String words = reason(cause).toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("quota exceeded");
    }

    /// The system's words may be in another language.
    private static boolean lacksRoom(Path root, Path file) {
        try {
            return lacksRoom(root, new ByteSize(Files.size(file)));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean lacksRoom(Path folder, ByteSize size) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < size.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _, FileNotFoundException _ -> "a file is missing";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            case FileSystemException named -> named.getClass().getSimpleName();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
