package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The ffmpeg that comes along on the class path, as an archive for one kind of machine, and its unpacked copy.
///
/// The copy lives in a folder of its own whose name holds the version and a hash of the archive, so that versions sit
/// side by side and nothing that runs is ever changed. It is made under another name, patched there (see
/// [ElfLibrary]) and moved into place in one step: processes that unpack at the same time all end with a whole copy.
final class BundledBuild {
    private static final String ROOT = "org/bytedeco/ffmpeg/";
    private static final String VERSION = "META-INF/maven/org.bytedeco/ffmpeg/pom.properties";
    private static final String PATCH = "patch 1";

    /// What every machine that runs this build has: the parts of glibc and of the compiler.
    private static final Pattern ALWAYS_THERE =
            Pattern.compile("(libc|libm|libmvec|libdl|libpthread|librt|ld-linux.*|libstdc\\+\\+|libgcc_s)\\.so.*");

    private final String prefix;
    private final URL anchor;

    private BundledBuild(String prefix, URL anchor) {
        this.prefix = prefix;
        this.anchor = anchor;
    }

    /// The build for the machine this runs on; empty when none came along.
    static Optional<BundledBuild> forThisMachine() {
        return forMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Optional<BundledBuild> forMachine(String system, String processor) {
        if (!system.equals("Linux")) {
            return Optional.empty();
        }
        String kind = switch (processor) {
            case "amd64", "x86_64" -> "linux-x86_64-gpl/";
            case "aarch64", "arm64" -> "linux-arm64-gpl/";
            default -> "none/";
        };
        URL anchor = BundledBuild.class.getClassLoader().getResource(ROOT + kind + "ffmpeg");
        return anchor == null ? Optional.empty() : Optional.of(new BundledBuild(ROOT + kind, anchor));
    }

    /// Unpacks the build below `cache` unless a whole copy is there already.
    ///
    /// @return the folder that holds `ffmpeg`, `ffprobe` and their libraries
    /// @throws IOException when the folder cannot be made or written, or belongs to somebody else
    Path install(Path cache) throws IOException {
        try (JarFile jar = open()) {
            List<JarEntry> parts = parts(jar);
            Path folder = PrivateFolder.prepare(cache);
            Path target = folder.resolve("ffmpeg-" + version(jar) + "-" + machine() + "-" + hash(parts));
            if (!isWhole(target, parts)) {
                unpack(jar, parts, folder, target);
            }
            return target;
        }
    }

    private void unpack(JarFile jar, List<JarEntry> parts, Path folder, Path target) throws IOException {
        try (ScratchFolder scratch = ScratchFolder.within(folder)) {
            Path fresh = Files.createDirectory(scratch.path().resolve("fresh"));
            for (JarEntry part : parts) {
                Path file = fresh.resolve(name(part));
                try (InputStream content = jar.getInputStream(part)) {
                    Files.copy(content, file);
                }
                if (!name(part).contains(".so")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
                }
            }
            slim(fresh);
            publish(scratch.path(), fresh, target, parts);
        }
    }

    /// Moves the fresh copy into place. Losing the race to another process is as good as winning it; a damaged copy
    /// (cleaners of temporary folders delete single old files) is first moved out of the way, whole, so that whatever
    /// still runs from it keeps its files.
    private void publish(Path scratch, Path fresh, Path target, List<JarEntry> parts) throws IOException {
        if (Files.exists(target) && !isWhole(target, parts)) {
            Files.move(target, scratch.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWhole(target, parts)) {
                throw e;
            }
        }
    }

    /// Takes the desktop libraries from every library of the folder: all that neither the folder nor any machine has.
    private static void slim(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                ElfLibrary.detach(
                        file, name -> !ALWAYS_THERE.matcher(name).matches() && !Files.exists(folder.resolve(name)));
            }
        }
    }

    private boolean isWhole(Path target, List<JarEntry> parts) throws IOException {
        for (JarEntry part : parts) {
            Path file = target.resolve(name(part));
            if (!Files.isRegularFile(file) || Files.size(file) != part.getSize()) {
                return false;
            }
        }
        return true;
    }

    private JarFile open() throws IOException {
        if (anchor.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            return connection.getJarFile();
        }
        throw new IOException("the bundled ffmpeg does not lie in a jar but at " + anchor);
    }

    /// The programs and the libraries they load; the Java bindings beside them are left out.
    private List<JarEntry> parts(JarFile jar) {
        List<JarEntry> parts = new ArrayList<>();
        jar.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                .filter(entry -> !name(entry).contains("/") && !name(entry).startsWith("libjni"))
                .forEach(parts::add);
        return parts;
    }

    private String name(JarEntry part) {
        return part.getName().substring(prefix.length());
    }

    private String machine() {
        return prefix.substring(ROOT.length(), prefix.length() - 1);
    }

    private static String version(JarFile jar) throws IOException {
        JarEntry entry = jar.getJarEntry(VERSION);
        if (entry == null) {
            throw new IOException("the bundled ffmpeg does not say its version");
        }
        Properties properties = new Properties();
        try (InputStream content = jar.getInputStream(entry)) {
            properties.load(content);
        }
        return properties.getProperty("version", "unknown");
    }

    private String hash(List<JarEntry> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(PATCH.getBytes(StandardCharsets.UTF_8));
            for (JarEntry part : parts) {
                String line = name(part) + " " + part.getSize() + " " + part.getCrc() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
