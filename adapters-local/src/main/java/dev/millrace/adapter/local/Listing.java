package dev.millrace.adapter.local;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Walks a folder in the order of keys, which is that of their bytes, and stops when a page is full.
///
/// A folder is compared as its name with a `/` behind: `a-b` comes before `a/b`, as it does in every other store.
final class Listing {
    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Path root;
    private final int limit;
    private final List<ObjectKey> found = new ArrayList<>();

    Listing(Path root, int limit) {
        this.root = root;
        this.limit = limit;
    }

    Page<ObjectKey> page(ObjectPrefix prefix, Optional<Cursor> after) throws IOException {
        Path folder = root.resolve(prefix.value());
        if (folder.toAbsolutePath().startsWith(root) && realFolder(folder)) {
            walk(folder, prefix.value(), after.map(Listing::key).orElse(""));
        }
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<ObjectKey> page = found.subList(0, limit);
        return new Page<>(page, Optional.of(cursor(page.getLast())));
    }

    /// @param path the folder's key with a `/` behind
    /// @param after keys up to and including this one were listed before
    private void walk(Path folder, String path, String after) throws IOException {
        for (String child : children(folder, path)) {
            if (found.size() > limit) {
                return;
            }
            boolean listedBefore = BYTES.compare(child, after) <= 0;
            if (child.endsWith("/")) {
                if (!listedBefore || after.startsWith(child)) {
                    walk(root.resolve(child), child, after);
                }
            } else if (!listedBefore) {
                found.add(new ObjectKey(child));
            }
        }
    }

    /// Keys of files, and those of folders with a `/` behind, in order. Links, and names that are no keys, are left
    /// out.
    private SortedSet<String> children(Path folder, String path) throws IOException {
        SortedSet<String> children = new TreeSet<>(BYTES);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String key = path + entry.getFileName();
                if (!ObjectKey.wellFormed(key) || entry.equals(root.resolve(Incoming.RESERVED))) {
                    continue;
                }
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    children.add(key + "/");
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    children.add(key);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Deleted while we were on the way.
        }
        return children;
    }

    private boolean realFolder(Path folder) throws IOException {
        if (folder.startsWith(root.resolve(Incoming.RESERVED)) || !Files.isDirectory(folder)) {
            return false;
        }
        return folder.toRealPath().equals(folder);
    }

    private static Cursor cursor(ObjectKey last) {
        return new Cursor(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.value().getBytes(StandardCharsets.UTF_8)));
    }

    private static String key(Cursor cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor.value()), StandardCharsets.UTF_8);
    }
}
