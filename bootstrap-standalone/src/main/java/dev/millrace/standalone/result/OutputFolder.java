package dev.millrace.standalone.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The folder that a transcode leaves. It appears complete, by one rename, or not at all; while the work goes on there
/// is only a hidden work folder beside it, which a killed process leaves for the next run to remove.
///
/// An existing folder is replaced only on request: what an earlier run made is replaced or removed, and what anybody
/// else put there stays. That takes many renames; a run that is killed between them leaves a `job.json` that says so and
/// lets the next one finish.
public final class OutputFolder implements AutoCloseable {
    private static final int LONGEST_NAME = 255;

    private final Path folder;
    private final Set<Path> replaced;
    private final boolean exists;
    private final List<Path> parentsMade;
    private final WorkFolder work;
    private boolean published;

    private OutputFolder(Path folder, Set<Path> replaced, boolean exists, List<Path> parentsMade, WorkFolder work) {
        this.folder = folder;
        this.replaced = replaced;
        this.exists = exists;
        this.parentsMade = parentsMade;
        this.work = work;
    }

    /// Prepares to make the folder.
    ///
    /// @param asked as the person named it, relative to the current folder or absolute
    /// @param replace whether the result of an earlier run may be replaced
    /// @throws FolderRefused when it exists and may not be replaced, or another process is making it
    public static OutputFolder claim(Path asked, boolean replace) throws IOException, FolderRefused {
        String shown = (asked.toString().isEmpty() ? "." : asked) + "/";
        Path folder = asked.toAbsolutePath().normalize();
        boolean exists = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        if (exists) {
            refuseFile(folder, asked);
            refuseUnlessReplaced(replace, shown);
            folder = folder.toRealPath();
        }
        if (folder.getFileName() == null || tooLong(folder.getFileName())) {
            throw new FolderRefused(shown + " can't be the output folder: choose a shorter name with --output.");
        }
        Set<Path> replaced = exists ? OwnFiles.in(folder, shown) : Set.of();
        List<Path> parentsMade = new ArrayList<>();
        try {
            makeParents(folder, parentsMade);
            WorkFolder work = WorkFolder.beside(folder)
                    .orElseThrow(() -> new FolderRefused("Another run of Millrace is making " + shown
                            + " just now; wait for it or choose another folder with --output."));
            return new OutputFolder(folder, replaced, exists, parentsMade, work);
        } catch (IOException | FolderRefused e) {
            removeParents(parentsMade);
            throw e;
        }
    }

    /// A hidden folder on the same disk, gone when this is closed.
    public Path work() {
        return work.path();
    }

    /// Makes all of a finished folder visible.
    ///
    /// @param finished below [#work], with a `job.json` that lists its files
    public synchronized void publish(Path finished) throws IOException {
        if (exists) {
            replaceBy(finished);
        } else {
            Files.move(finished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        published = true;
    }

    /// Removes the work folder, and whatever else was made for a result that was not published.
    @Override
    public synchronized void close() throws IOException {
        work.close();
        if (!published) {
            removeParents(parentsMade);
        }
    }

    private void replaceBy(Path finished) throws IOException {
        List<Path> made = FileTree.files(finished);
        Set<Path> all = new LinkedHashSet<>(replaced);
        all.addAll(made);
        Path interim = work.path().resolve("interim.json");
        Files.writeString(interim, ResultDocument.interim(all), StandardCharsets.UTF_8);
        Path description = folder.resolve(ResultDocument.NAME);
        Files.move(interim, description, StandardCopyOption.ATOMIC_MOVE);
        for (Path file : made) {
            if (!file.equals(Path.of(ResultDocument.NAME))) {
                Path target = folder.resolve(file);
                Files.createDirectories(target.resolveSibling("."));
                Files.move(finished.resolve(file), target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (Path file : replaced) {
            if (!made.contains(file)) {
                Files.deleteIfExists(folder.resolve(file));
                removeEmptyAbove(file);
            }
        }
        Files.move(finished.resolve(ResultDocument.NAME), description, StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeEmptyAbove(Path file) throws IOException {
        for (int names = file.getNameCount() - 1; names > 0; names--) {
            FileTree.removeIfEmpty(folder.resolve(file.subpath(0, names)));
        }
    }

    private static void refuseFile(Path folder, Path asked) throws FolderRefused {
        if (!Files.isDirectory(folder)) {
            throw new FolderRefused(asked + " is not a folder; choose another one with --output.");
        }
    }

    private static void refuseUnlessReplaced(boolean replace, String shown) throws FolderRefused {
        if (!replace) {
            throw new FolderRefused(shown + " exists already: choose another folder with --output,"
                    + " or replace what Millrace made there with --force.");
        }
    }

    private static boolean tooLong(Path name) {
        return (WorkFolder.PREFIX + name).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
    }

    private static void makeParents(Path folder, List<Path> made) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path parent = folder.getParent(); parent != null && !Files.exists(parent); parent = parent.getParent()) {
            missing.addFirst(parent);
        }
        for (Path parent : missing) {
            Files.createDirectory(parent);
            made.addFirst(parent);
        }
    }

    private static void removeParents(List<Path> made) throws IOException {
        for (Path parent : made) {
            FileTree.removeIfEmpty(parent);
        }
    }
}
