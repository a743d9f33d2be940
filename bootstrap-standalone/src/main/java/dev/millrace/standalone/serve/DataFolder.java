package dev.millrace.standalone.serve;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.standalone.result.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder in which a server keeps everything, held by this process alone: the lock on it is the system's, and goes
/// with the process however that ends.
///
/// `docs/server.md` tells what lies in it.
public final class DataFolder implements AutoCloseable {
    /// Grows when what is there can't be used by an older version any more.
    private static final int LAYOUT = 1;

    private static final String LOCK = "millrace.lock";
    private static final String VERSION = "version";
    private static final String WORKER = "worker";

    /// What a file system puts into a disk that is empty.
    private static final Set<String> NOBODYS = Set.of(LOCK, "lost+found");

    private final Path place;
    private final FileChannel lockFile;

    private DataFolder(Path place, FileChannel lockFile) {
        this.place = place;
        this.lockFile = lockFile;
    }

    /// Makes the folder when it is missing, and holds it until this object is closed.
    ///
    /// @param asRoot whether another user, under whom the database runs, must be able to pass through
    /// @throws ServerFailed when it can't be made or written, when another server holds it, or when it is no data folder
    ///     that this version knows
    public static DataFolder open(Path folder, boolean asRoot) throws ServerFailed {
        try {
            boolean made = !Files.exists(folder);
            Files.createDirectories(folder);
            Path place = folder.toRealPath();
            if (made) {
                Files.setPosixFilePermissions(
                        place, PosixFilePermissions.fromString(asRoot ? "rwx--x--x" : "rwx------"));
            }
            FileChannel lockFile = hold(place);
            try {
                requireOurs(place);
                DataFolder opened = new DataFolder(place, lockFile);
                makePart(opened.media());
                return opened;
            } catch (IOException | ServerFailed e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// The process that holds a folder, as far as it can be told without holding it; empty when none seems to.
    public static Optional<String> holder(Path folder) {
        Path lock = folder.resolve(LOCK);
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            @Nullable FileLock free = file.tryLock(Long.MAX_VALUE - 1, 1, false);
            return free == null ? Optional.of(Files.readString(lock).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Where it is.
    public Path place() {
        return place;
    }

    /// Of the database.
    public Path database() {
        return place.resolve("database");
    }

    /// Of sources and outputs.
    public Path media() {
        return place.resolve("media");
    }

    /// Of unfinished work, emptied: what is there was left by a process that was killed.
    Path emptyScratch() throws IOException {
        FileTree.remove(scratch());
        return makePart(scratch());
    }

    /// Of the secret that signs links to media.
    Path linkKey() {
        return place.resolve("link-key");
    }

    /// Of the secret that signs links for playing.
    Path playKey() {
        return place.resolve("play-key");
    }

    /// Of programs, where the user has no cache for them.
    Path programs() {
        return place.resolve("programs");
    }

    private Path scratch() {
        return place.resolve("scratch");
    }

    /// The worker of the process that held this folder before. It is dead: its lock is ours.
    public Optional<WorkerId> previousWorker() throws IOException {
        try {
            return Optional.of(new WorkerId(
                    UUID.fromString(Files.readString(place.resolve(WORKER)).strip())));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty(); // none yet, or cut short by a power cut: then its leases run out by themselves
        }
    }

    /// Writes down the worker of this process, for the next one.
    public void remember(WorkerId worker) throws IOException {
        Path written = Files.writeString(place.resolve(WORKER + ".new"), worker + "\n");
        Files.move(written, place.resolve(WORKER), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Lets go of the folder.
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    /// The byte behind everything that could be written is the lock; the text in front of it is for people, and for
    /// whoever finds the folder held.
    private static FileChannel hold(Path place) throws IOException, ServerFailed {
        Path lock = place.resolve(LOCK);
        FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
                throw new ServerFailed(
                        FailureCode.DATA_FOLDER_IN_USE,
                        "Another Millrace server (" + Files.readString(lock).strip() + ") uses " + place
                                + "; stop it first, or give this one a folder of its own with --data.");
            }
            byte[] who = ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
            file.truncate(0).write(ByteBuffer.wrap(who));
            return file;
        } catch (IOException | ServerFailed e) {
            file.close();
            throw e;
        }
    }

    private static void requireOurs(Path place) throws IOException, ServerFailed {
        Path version = place.resolve(VERSION);
        if (!Files.exists(version)) {
            requireEmpty(place);
            Path written = Files.writeString(place.resolve(VERSION + ".new"), LAYOUT + "\n");
            Files.move(written, version, StandardCopyOption.ATOMIC_MOVE);
        }
        String layout = Files.readString(version).strip();
        if (!layout.equals(Integer.toString(LAYOUT))) {
            throw new ServerFailed(
                    FailureCode.DATA_FOLDER_UNUSABLE,
                    place + " was made by a newer version of Millrace (its layout is " + layout
                            + ", and this one knows " + LAYOUT + "); use that version, or another folder with --data.");
        }
    }

    private static void requireEmpty(Path place) throws IOException, ServerFailed {
        try (Stream<Path> entries = Files.list(place)) {
            Optional<String> somebodys = entries.map(
                            entry -> entry.getFileName().toString())
                    .filter(name -> !NOBODYS.contains(name) && !name.equals(VERSION + ".new"))
                    .findFirst();
            if (somebodys.isPresent()) {
                throw new ServerFailed(
                        FailureCode.DATA_FOLDER_UNUSABLE,
                        place + " holds other files (" + somebodys.get()
                                + ") and is no data folder of Millrace; name an empty or a new one with --data.");
            }
        }
    }

    private static Path makePart(Path part) throws IOException {
        Files.createDirectories(part);
        return Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
    }

    private static ServerFailed unusable(Path folder, IOException cause) {
        String reason = switch (cause) {
            case AccessDeniedException denied -> denied.getFile() + " can't be written by this user";
            case FileAlreadyExistsException file -> file.getFile() + " is a file";
            case FileSystemException named when named.getReason() != null -> named.getFile() + ": " + named.getReason();
            default -> String.valueOf(cause.getMessage());
        };
        boolean full = reason.contains("No space left");
        return new ServerFailed(
                full ? FailureCode.DISK_FULL : FailureCode.DATA_FOLDER_UNUSABLE,
                "The data folder " + folder + " can't be used: " + reason + "; "
                        + (full ? "make room on that disk." : "change that, or name another folder with --data."));
    }
}
