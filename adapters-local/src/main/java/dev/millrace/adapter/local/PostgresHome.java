package dev.millrace.adapter.local;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The folder in which a [ManagedPostgres] keeps everything: `data` is PostgreSQL's own, beside it lie the password, the
/// port and the log.
final class PostgresHome {
    static final String USER = "millrace";

    /// Below the range from which systems take the ports of outgoing connections, so that none of those takes it while
    /// the server restarts.
    private static final int LOWEST_PORT = 20_000;

    private static final int TOO_HIGH_PORT = 32_000;
    private static final int SECRET_BYTES = 32;
    private static final long LONG_LOG = 1 << 20;

    private final Path folder;
    private final Path data;

    PostgresHome(Path folder) throws IOException {
        Files.createDirectories(folder);
        // Postmasters name it by its real path, and others must reach the data folder inside.
        this.folder = folder.toRealPath();
        this.data = this.folder.resolve("data");
        Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    Path data() {
        return data;
    }

    PidFile pidFile() {
        return new PidFile(data);
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    /// Makes the database unless it is there, and checks that these programs can run it.
    void prepare(PostgresPrograms programs) throws IOException, DatabaseUnusable, InterruptedException {
        Optional<Path> closed = programs.account().closedAbove(data);
        if (closed.isPresent()) {
            throw unusable("PostgreSQL does not run as root, and the user it runs as may not pass through "
                    + closed.get() + "; choose a data folder outside of it, or run Millrace as a normal user.");
        }
        if (!Files.exists(data)) {
            initialise(programs);
        }
        requireVersion(programs);
        if (!Files.isReadable(secret())) {
            throw unusable("the file " + secret()
                    + " with the password of the database is missing or can't be read; bring it back from a backup.");
        }
        if (Files.exists(log()) && Files.size(log()) > LONG_LOG) {
            Files.move(log(), folder.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    String password() throws IOException {
        return Files.readString(secret()).strip();
    }

    /// The port of the last time when it is free, else another free one, which is remembered.
    int choosePort() throws IOException {
        int port = rememberedPort().filter(PostgresHome::isFree).orElseGet(PostgresHome::freePort);
        Files.writeString(folder.resolve("port"), port + "\n");
        return port;
    }

    /// What PostgreSQL last complained of, since its log had that length.
    Optional<String> complaintSince(long length) {
        try (RandomAccessFile log = new RandomAccessFile(log().toFile(), "r")) {
            log.seek(length);
            byte[] rest = new byte[(int) Math.min(log.length() - length, LONG_LOG)];
            log.readFully(rest);
            List<String> lines = new String(rest, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                    .map(line -> line.replaceFirst("^.*(FATAL|PANIC): +", ""))
                    .reduce((earlier, later) -> later)
                    .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Filled beside its place and moved there whole: a folder `data` that exists is complete, whenever we are killed.
    private void initialise(PostgresPrograms programs) throws IOException, DatabaseUnusable, InterruptedException {
        Path half = folder.resolve("data.new");
        Path handed = folder.resolve("password.handed");
        FileTree.delete(half);
        Files.deleteIfExists(handed);
        Files.createDirectory(half, mode("rwx------"));
        programs.own(half);
        String password = password(secret());
        Files.createFile(handed, mode("rw-------"));
        Files.writeString(handed, password + "\n");
        programs.own(handed);
        try {
            Process initdb = programs.call("initdb", initdb(half, handed))
                    .redirectOutput(log().toFile())
                    .start();
            int code = exitOf(initdb);
            if (code != 0) {
                throw initdbFailed(code);
            }
            Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
            Durability.SYNCED.syncFolder(folder);
        } finally {
            Files.deleteIfExists(handed);
            FileTree.delete(half);
        }
    }

    private static List<String> initdb(Path data, Path passwordFile) {
        return List.of(
                "--pgdata=" + data,
                "--username=" + USER,
                "--encoding=UTF8",
                "--locale=C",
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--no-instructions");
    }

    private static int exitOf(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            throw e;
        }
    }

    /// A password of our own making. One that is there belongs to a database that was never finished.
    private static String password(Path file) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.deleteIfExists(file);
        Files.createFile(file, mode("rw-------"));
        Files.writeString(file, password + "\n");
        Durability.SYNCED.syncFile(file);
        return password;
    }

    private DatabaseUnusable initdbFailed(int code) throws IOException {
        String output = Files.readString(log());
        if (output.contains("No space left on device")) {
            return new DatabaseUnusable(new Failure(
                    FailureCode.DISK_FULL,
                    "The database can't be made in " + folder + ", because the disk is full; make room on it."));
        }
        String reason = output.lines()
                .filter(line -> line.contains("error:") || line.contains("FATAL") || line.contains("could not"))
                .findFirst()
                .orElse("initdb ended with code " + code + ", see " + log());
        return new DatabaseUnusable(new Failure(
                FailureCode.DATABASE_UNUSABLE, "The database can't be made in " + folder + ": " + reason + "."));
    }

    private void requireVersion(PostgresPrograms programs) throws IOException, DatabaseUnusable {
        String made;
        try {
            made = Files.readString(data.resolve("PG_VERSION")).strip();
        } catch (NoSuchFileException e) {
            throw unusable(data + " is damaged, it has no file PG_VERSION; bring the data folder back from a backup, or"
                    + " move it away to begin with an empty one.");
        }
        if (!programs.version().startsWith("PostgreSQL " + made + ".")) {
            throw unusable(data + " was made by PostgreSQL " + made + ", and this Millrace comes with "
                    + programs.version() + "; use the Millrace that made it.");
        }
    }

    private static DatabaseUnusable unusable(String reason) {
        return new DatabaseUnusable(
                new Failure(FailureCode.DATABASE_UNUSABLE, "The database can't be used: " + reason));
    }

    private Path secret() {
        return folder.resolve("password");
    }

    private Optional<Integer> rememberedPort() throws IOException {
        try {
            return Optional.of(
                    Integer.parseInt(Files.readString(folder.resolve("port")).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, TOO_HIGH_PORT);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
