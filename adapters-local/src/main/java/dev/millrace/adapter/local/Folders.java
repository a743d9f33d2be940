package dev.millrace.adapter.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders between the store's root and a file.
///
/// @param root the store's
record Folders(Path root) {
    /// Those above a file below the root, the deepest first, without the root itself.
    List<Path> above(Path file) {
        List<Path> folders = new ArrayList<>();
        Path below = root;
        for (int names = root.getNameCount(); names < file.getNameCount() - 1; names++) {
            below = below.resolve(file.getName(names));
            folders.addFirst(below);
        }
        return folders;
    }

    /// Makes those that are missing.
    void make(Path file) throws IOException {
        List<Path> folders = above(file);
        for (Path folder : folders) {
            if (Files.isSymbolicLink(folder)) {
                throw new FileSystemException(null, null, "a symbolic link is in the way");
            }
        }
        if (!folders.isEmpty()) {
            Files.createDirectories(folders.getFirst());
        }
    }

    /// Removes those that became empty, so that a store of passing jobs does not fill with them.
    void prune(Path file) throws IOException {
        for (Path folder : above(file)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /// Whether the file can't be, because a file lies where one of its folders would have to.
    boolean blocked(Path file) {
        return above(file).stream().anyMatch(folder -> Files.exists(folder) && !Files.isDirectory(folder));
    }
}
