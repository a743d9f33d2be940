package dev.millrace.adapter.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.Page;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// Media in a folder: the key `uploads/film.mp4` is the file `uploads/film.mp4` below it.
///
/// - **Whole or absent.** A file is complete, and on disk where that was asked for, before a rename gives it its name;
///   a crash or a full disk at any moment leaves the object as it was before.
/// - **Confined.** No symbolic link below the folder is followed, and only plain files are objects.
/// - **Left-overs.** What a crashed put leaves behind lies in `.millrace/incoming` below the folder; when a store is
///   opened there, left-overs older than a day are removed. Parts of uploads lie in `.millrace/parts`, for eight days
///   at most. No object has a key that begins with `.millrace/`.
///
/// A folder can't hold a file and a folder of the same name, so of the keys `a` and `a/b` only one can be stored.
public final class FileMediaStore implements MediaStore {
    private static final int PAGE = 1000;

    /// A folder is made and used in two steps, between which a delete may prune it.
    private static final int TRIES = 100;

    /// In bytes, on every file system in wide use.
    private static final int LONGEST_NAME = 255;

    private final Path root;
    private final Folders folders;
    private final Incoming incoming;
    private final PartFolders parts;
    private final Durability durability;
    private final int pageSize;

    FileMediaStore(Path root, Durability durability, Clock clock, int pageSize) throws IOException {
        Files.createDirectories(root);
        this.root = root.toRealPath();
        this.folders = new Folders(this.root);
        this.durability = durability;
        this.pageSize = pageSize;
        this.incoming = new Incoming(this.root.resolve(Incoming.FOLDER), durability);
        this.parts = new PartFolders(this.root.resolve(PartFolders.FOLDER), incoming, durability);
        incoming.removeLeftOversBefore(clock.instant().minus(Incoming.KEPT));
        parts.removeLeftOversBefore(clock.instant().minus(PartFolders.KEPT));
    }

    /// Keeps media in that folder, which is made when it is missing. What was put survives a power cut.
    ///
    /// @throws IOException when the folder can't be made or read
    public static FileMediaStore at(Path root) throws IOException {
        return new FileMediaStore(root, Durability.SYNCED, Clock.systemUTC(), PAGE);
    }

    /// The same for a folder that no other process uses: what a put that was cut short left behind goes at once.
    ///
    /// @throws IOException when the folder can't be made or read
    public static FileMediaStore alone(Path root) throws IOException {
        FileMediaStore store = at(root);
        store.incoming.removeLeftOversBefore(Instant.MAX);
        return store;
    }

    /// The same for media that are thrown away with the process: no time is spent on waiting for the disk.
    ///
    /// @throws IOException when the folder can't be made or read
    public static FileMediaStore passing(Path root) throws IOException {
        return new FileMediaStore(root, Durability.UNSYNCED, Clock.systemUTC(), PAGE);
    }

    /// This store with one object more: a file from anywhere on this machine. It is read where it lies, is never written
    /// or deleted, and no listing names it.
    public MediaStore lending(Path file, ObjectKey as) {
        return new LentFile(as, file.toAbsolutePath(), this);
    }

    @Override
    public Optional<ByteSize> size(ObjectKey key) throws MediaFailed {
        try {
            Optional<Path> file = find(key);
            return file.isPresent() ? Optional.of(new ByteSize(Files.size(file.get()))) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) throws MediaFailed {
        try {
            Path file = find(key).orElseThrow(() -> Trouble.notFound(key));
            return RangedFile.open(file, range, NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw Trouble.notFound(key);
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public Optional<ObjectVersion> version(ObjectKey key) throws MediaFailed {
        try {
            Optional<Path> file = find(key);
            return file.isPresent() ? Optional.of(FileVersions.of(key, file.get())) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public InputStream read(ObjectVersion version, ByteRange range) throws MediaFailed {
        try {
            Path file = find(version.key()).orElseThrow(() -> Trouble.notFound(version.key()));
            return FileVersions.open(version, file, range, NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw Trouble.notFound(version.key());
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public Optional<Path> local(ObjectKey key) throws MediaFailed {
        try {
            return Optional.of(find(key).orElseThrow(() -> Trouble.notFound(key)));
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public StoredFile put(ObjectKey key, Path file, MediaType type) throws MediaFailed {
        try {
            Path target = placeOfObject(key);
            try (Incoming.Arrival arrival = incoming.receive(file)) {
                moveInto(target, arrival.path());
                return new StoredFile(key, arrival.size(), arrival.sha256());
            }
        } catch (IOException e) {
            throw Trouble.writing(e, root, file);
        }
    }

    @Override
    public Page<ObjectKey> list(ObjectPrefix prefix, Optional<Cursor> after) throws MediaFailed {
        try {
            return new Listing(root, pageSize).page(prefix, after);
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws MediaFailed {
        try {
            for (ObjectKey key : keys) {
                Optional<Path> file = find(key);
                if (file.isPresent()) {
                    Files.deleteIfExists(file.get());
                    folders.prune(file.get());
                }
            }
        } catch (IOException e) {
            throw Trouble.deleting(e);
        }
    }

    Path root() {
        return root;
    }

    /// The parts of uploads on their way to this store.
    PartFolders parts() {
        return parts;
    }

    /// Whether the disk has room for so much more.
    void requireRoom(ByteSize size) throws MediaFailed {
        Trouble.requireRoom(root, size);
    }

    /// Makes a complete file of the store's own an object: it is moved, not copied.
    void adopt(ObjectKey key, Path complete) throws IOException {
        moveInto(placeOfObject(key), complete);
    }

    /// The file of a key; empty when there is none, or when a link on the way leads elsewhere.
    Optional<Path> find(ObjectKey key) throws IOException {
        Path file = place(key);
        if (file.startsWith(root.resolve(Incoming.RESERVED))) {
            return Optional.empty();
        }
        try {
            boolean plain = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS)
                    .isRegularFile();
            return plain && file.toRealPath().equals(file) ? Optional.of(file) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (impossible(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Whether a folder can't hold a file of that name at all: then there is none, whatever error the system has for
    /// it.
    private boolean impossible(Path file) {
        boolean tooLong = Stream.of(root.relativize(file).toString().split("/", -1))
                .anyMatch(name -> name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME);
        return tooLong || folders.blocked(file);
    }

    private Path placeOfObject(ObjectKey key) throws IOException {
        Path place = place(key);
        if (place.startsWith(root.resolve(Incoming.RESERVED))) {
            throw new IllegalArgumentException("keys below " + Incoming.RESERVED + "/ are the store's own");
        }
        return place;
    }

    /// Where a key lies. A key's own rules refuse whatever could lead out of the folder; this is the second lock.
    private Path place(ObjectKey key) throws IOException {
        Path place;
        try {
            place = root.resolve(key.value());
        } catch (InvalidPathException e) {
            throw new FileSystemException(null, null, "this system's encoding of file names lacks a character");
        }
        if (!place.normalize().equals(place) || !place.startsWith(root) || place.equals(root)) {
            throw new IllegalArgumentException("the key leads out of the media folder");
        }
        return place;
    }

    private void moveInto(Path target, Path complete) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                folders.make(target);
                Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
                for (Path folder : folders.above(target)) {
                    durability.syncFolder(folder);
                }
                durability.syncFolder(root);
                return;
            } catch (NoSuchFileException e) {
                if (tries == TRIES || !Files.exists(complete)) {
                    throw e;
                }
            }
        }
    }
}
