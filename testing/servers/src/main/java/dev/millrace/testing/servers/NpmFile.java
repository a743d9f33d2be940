package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// One file of a package of npm, fetched by npm and kept in the user's cache.
///
/// @param name of the package
/// @param version exactly
/// @param sha512 digest of its archive, in Base64
/// @param path of the file within the archive
record NpmFile(String name, String version, String sha512, String path) {
    private static final Duration TO_FETCH = Duration.ofMinutes(5);

    /// Its bytes; empty when npm can't fetch it.
    ///
    /// @throws IllegalStateException when npm brings another archive than the one meant
    Optional<byte[]> read() {
        try {
            Path cached = UsersCache.folder()
                    .resolve(name + "-" + version + "-" + Path.of(path).getFileName());
            return Files.exists(cached) || fetch(cached) ? Optional.of(Files.readAllBytes(cached)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fetch(Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        Path folder = Files.createTempDirectory("millrace-npm-");
        Lifeline removing = Lifeline.holding(folder);
        try {
            Path archive = folder.resolve(name + "-" + version + ".tgz");
            if (!succeeds(folder, "npm", "pack", "--silent", name + "@" + version)) {
                return false;
            }
            if (!digest(Files.readAllBytes(archive)).equals(sha512)) {
                throw new IllegalStateException("npm brought another " + name + " " + version + " than the one known.");
            }
            if (!succeeds(folder, "tar", "-xzf", archive.getFileName().toString(), path)) {
                throw new IllegalStateException(name + " " + version + " holds no " + path + ".");
            }
            Path beside = Files.createTempFile(target.getParent(), "fetched-", "");
            Files.copy(folder.resolve(path), beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            removing.release();
        }
    }

    private static boolean succeeds(Path folder, String... command) {
        return Command.succeeds(
                new ProcessBuilder(command).directory(folder.toFile()), TO_FETCH, Process::destroyForcibly);
    }

    private static String digest(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }
}
