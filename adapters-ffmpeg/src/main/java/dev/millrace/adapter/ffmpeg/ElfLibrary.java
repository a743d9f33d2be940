package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A 64-bit little-endian ELF library on disk whose wish for other libraries can be taken away.
///
/// The bundled build's capture devices ask for X11, ALSA and PulseAudio, which slim machines lack, and the loader then
/// refuses to start ffmpeg at all. Nothing of them is called here, and their functions are bound lazily, so it is
/// enough that the loader stops looking: each unwanted `DT_NEEDED` entry is pointed at `libc.so.6`, which is loaded
/// anyway, and each of its version requirements at a version libc really has (the loader checks those too, see glibc's
/// `elf/dl-version.c`). No byte moves, so nothing else in the file has to change.
final class ElfLibrary {
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
    private static final int SEGMENT_LOAD = 1;
    private static final int SEGMENT_DYNAMIC = 2;
    private static final long NEEDED = 1;
    private static final long STRING_TABLE = 5;
    private static final long BIND_NOW = 24;
    private static final long FLAGS = 30;
    private static final long FLAGS_1 = 0x6ffffffbL;
    private static final long VERSIONS_NEEDED = 0x6ffffffeL;
    private static final String LIBC = "libc.so.6";

    private final ByteBuffer bytes;
    private final List<Segment> loaded = new ArrayList<>();
    private final List<Entry> dynamic = new ArrayList<>();

    private ElfLibrary(ByteBuffer bytes) throws IOException {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < 64 || bytes.getInt(0) != MAGIC || bytes.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
            throw new IOException("not a 64-bit little-endian ELF file");
        }
        readSegments();
    }

    /// Takes away every needed library whose name `unwanted` accepts, in place. The file must not be in use.
    ///
    /// @return the names taken away; empty when the file is left as it was
    /// @throws IOException when the file is no such library, or binds its functions eagerly and so needs them all
    static Set<String> detach(Path file, Predicate<String> unwanted) throws IOException {
        // The mapping must end here: a program that is still mapped for writing cannot be started ("text file busy").
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment content = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
            return new ElfLibrary(content.asByteBuffer()).detach(unwanted);
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new IOException(file + " is a damaged ELF file", e);
        }
    }

    private Set<String> detach(Predicate<String> unwanted) throws IOException {
        Set<String> taken = new TreeSet<>();
        List<Entry> goers = new ArrayList<>();
        long libc = -1;
        for (Entry entry : all(NEEDED)) {
            String name = name(entry.value());
            if (name.equals(LIBC)) {
                libc = entry.value();
            }
            if (unwanted.test(name)) {
                taken.add(name);
                goers.add(entry);
            }
        }
        if (taken.isEmpty()) {
            return taken;
        }
        if (bindsEagerly()) {
            throw new IOException("the library binds eagerly, so " + taken + " cannot be taken from it");
        }
        if (libc < 0) {
            throw new IOException("the library does not need " + LIBC + ", so there is nothing to point at");
        }
        detachVersions(unwanted, libc);
        for (Entry entry : goers) {
            bytes.putLong(entry.at() + 8, libc);
        }
        return taken;
    }

    /// Walks the version requirements (`Elf64_Verneed`, each with its chain of `Elf64_Vernaux`).
    private void detachVersions(Predicate<String> unwanted, long libc) throws IOException {
        List<Integer> files = new ArrayList<>();
        for (Entry table : all(VERSIONS_NEEDED)) {
            follow(files, offset(table.value()), 12);
        }
        if (files.isEmpty()) {
            return;
        }
        int libcVersion = -1;
        for (int file : files) {
            if (name(bytes.getInt(file + 4)).equals(LIBC)) {
                libcVersion = file + bytes.getInt(file + 8);
            }
        }
        if (libcVersion < 0) {
            throw new IOException("the library asks for no version of " + LIBC);
        }
        for (int file : files) {
            if (unwanted.test(name(bytes.getInt(file + 4)))) {
                List<Integer> versions = new ArrayList<>();
                follow(versions, file + bytes.getInt(file + 8), 12);
                bytes.putInt(file + 4, (int) libc);
                for (int version : versions) {
                    bytes.putInt(version, bytes.getInt(libcVersion));
                    bytes.putInt(version + 8, bytes.getInt(libcVersion + 8));
                }
            }
        }
    }

    /// Collects the offsets of a chain in which each link says at `field` how far the next one is, 0 for the last.
    private void follow(List<Integer> links, int first, int field) {
        int at = first;
        links.add(at);
        while (bytes.getInt(at + field) > 0) {
            at += bytes.getInt(at + field);
            links.add(at);
        }
    }

    private boolean bindsEagerly() {
        return !all(BIND_NOW).isEmpty()
                || all(FLAGS).stream().anyMatch(entry -> (entry.value() & 8) != 0)
                || all(FLAGS_1).stream().anyMatch(entry -> (entry.value() & 1) != 0);
    }

    private void readSegments() {
        int at = Math.toIntExact(bytes.getLong(32));
        int size = bytes.getShort(54);
        int count = bytes.getShort(56);
        for (int i = 0; i < count; i++, at += size) {
            Segment segment = new Segment(bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 32));
            switch (bytes.getInt(at)) {
                case SEGMENT_LOAD -> loaded.add(segment);
                case SEGMENT_DYNAMIC -> readDynamic(segment);
                default -> {
                    // Notes, stack and the like say nothing about other libraries.
                }
            }
        }
    }

    private void readDynamic(Segment segment) {
        int end = Math.toIntExact(segment.offset() + segment.size());
        for (int at = Math.toIntExact(segment.offset()); at < end && bytes.getLong(at) != 0; at += 16) {
            dynamic.add(new Entry(at, bytes.getLong(at), bytes.getLong(at + 8)));
        }
    }

    private List<Entry> all(long tag) {
        return dynamic.stream().filter(entry -> entry.tag() == tag).toList();
    }

    private String name(long index) throws IOException {
        List<Entry> tables = all(STRING_TABLE);
        if (tables.size() != 1) {
            throw new IOException("the library has no table of names");
        }
        int start = offset(tables.getFirst().value()) + Math.toIntExact(index);
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        bytes.get(start, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    /// Where in the file the byte lies that is loaded at `address`.
    private int offset(long address) throws IOException {
        for (Segment segment : loaded) {
            if (address >= segment.address() && address < segment.address() + segment.size()) {
                return Math.toIntExact(address - segment.address() + segment.offset());
            }
        }
        throw new IOException("the library points outside itself");
    }

    private record Segment(long offset, long address, long size) {}

    private record Entry(int at, long tag, long value) {}
}
