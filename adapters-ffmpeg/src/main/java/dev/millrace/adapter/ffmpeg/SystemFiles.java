package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The files of the system that programs need in order to start: software, and where to find libraries. There is
/// nothing of anybody's own in them.
///
/// @param folders and files, readable at the same place inside a sandbox
/// @param links of the root folder, such as `/lib` to `usr/lib`
record SystemFiles(List<Path> folders, List<Link> links) {
    private static final List<String> FOLDERS = List.of(
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/nix/store",
            "/gnu/store",
            "/etc/ld.so.cache",
            "/etc/alternatives");

    /// @param target as written in the link
    record Link(Path path, Path target) {}

    static SystemFiles ofThisMachine() {
        List<Path> there = FOLDERS.stream().map(Path::of).filter(Files::exists).toList();
        return new SystemFiles(
                there.stream().filter(path -> !Files.isSymbolicLink(path)).toList(),
                there.stream()
                        .filter(Files::isSymbolicLink)
                        .map(SystemFiles::link)
                        .toList());
    }

    /// What a call sees beside these, outer folders first, so that inner ones can be laid over them.
    static List<Path> seenBy(MediaCall call) {
        return Stream.concat(call.room().readable().stream(), Stream.of(folder(call)))
                .distinct()
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .toList();
    }

    static Path folder(MediaCall call) {
        return call.room().folder().toAbsolutePath().normalize();
    }

    /// Whether there is a file that only the super user's power to read everything opens: he runs us, and the file is
    /// another's.
    static boolean needsPowerToRead(MediaCall call) {
        return call.room().readable().stream().anyMatch(SystemFiles::needsPowerToRead);
    }

    private static boolean needsPowerToRead(Path file) {
        try {
            int uid = (Integer) Files.getAttribute(file, "unix:uid");
            int mode = (Integer) Files.getAttribute(file, "unix:mode");
            return uid != 0 && (mode & 4) == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    static boolean weAreRoot() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS) == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static Link link(Path path) {
        try {
            return new Link(path, Files.readSymbolicLink(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
