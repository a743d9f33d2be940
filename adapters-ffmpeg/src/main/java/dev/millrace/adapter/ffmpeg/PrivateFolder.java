package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Folders that nobody else can have prepared: programs that are started from there must be ours.
final class PrivateFolder {
    private PrivateFolder() {}

    /// Makes the folder, closed to others, or checks that the one there is ours and that only we can write to it.
    static Path prepare(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            createUnlessThere(folder);
        }
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> open = attributes.permissions();
        if (!attributes.isDirectory()
                || open.contains(PosixFilePermission.GROUP_WRITE)
                || open.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(folder.toString(), null, "others can write to it");
        }
        Path trial = Files.createTempFile(folder, ".writable-", null);
        try {
            if (!Files.getOwner(trial).equals(attributes.owner())) {
                throw new FileSystemException(folder.toString(), null, "it belongs to " + attributes.owner());
            }
        } finally {
            Files.delete(trial);
        }
        return folder;
    }

    private static void createUnlessThere(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Another process of ours made it just now; the check below decides whether it really was one of ours.
        }
    }
}
