package dev.millrace.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedPostgresIT {
    /// A user that every Linux has, and that is neither root nor the one it changes to.
    private static final int DAEMON = 1;

    @TempDir
    Path temporary;

    private Path folder;
    private PostgresPrograms programs;

    @BeforeEach
    void prepare() throws Exception {
        programs = PostgresPrograms.unpacked(PostgresPrograms.usualCaches(System.getenv()));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        folder = temporary.resolve("the database");
    }

    @Test
    void what_is_committed_is_on_disk() throws Exception {
        try (ManagedPostgres database = ManagedPostgres.start(folder, programs)) {
            assertThat(answer(database, "show fsync")).isEqualTo("on");
            assertThat(answer(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(answer(database, "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void it_listens_on_loopback_alone_and_asks_for_a_password_that_only_we_can_read() throws Exception {
        try (ManagedPostgres database = ManagedPostgres.start(folder, programs)) {
            assertThat(answer(database, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(answer(database, "show unix_socket_directories")).isEmpty();
            assertThat(answer(database, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "wrong"))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void it_ends_with_its_object_and_is_there_again_at_the_same_place() throws Exception {
        String url;
        try (ManagedPostgres first = ManagedPostgres.start(folder, programs)) {
            url = first.url();
            remember(first, "a");
        }
        assertThat(processes()).isEmpty();

        try (ManagedPostgres second = ManagedPostgres.start(folder, programs)) {
            assertThat(second.url()).isEqualTo(url);
            assertThat(remembered(second)).isEqualTo("a");
        }
    }

    @Test
    void a_client_that_stays_connected_does_not_hold_up_the_end() throws Exception {
        ManagedPostgres database = ManagedPostgres.start(folder, programs);
        try (Connection client = connect(database)) {
            client.createStatement().execute("begin");

            database.close();

            assertThat(processes()).isEmpty();
        }
    }

    @Test
    void a_server_that_is_killed_is_started_again_and_has_lost_nothing() throws Exception {
        try (ManagedPostgres database = ManagedPostgres.start(folder, programs)) {
            remember(database, "a");
            long first = server();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            Eventually.holds(() -> serves(database));
            assertThat(server()).isNotEqualTo(first);
            assertThat(remembered(database)).isEqualTo("a");
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void a_process_killed_with_kill_9_takes_its_server_along() throws Exception {
        try (AnotherJvm jvm = AnotherJvm.running(DatabaseInAnotherJvm.class, folder.toString())) {
            jvm.output().readLine();
            assertThat(processes()).isNotEmpty();

            jvm.kill();

            Eventually.holds(() -> processes().isEmpty());
        }
        try (ManagedPostgres next = ManagedPostgres.start(folder, programs)) {
            assertThat(remembered(next)).isEqualTo("a");
        }
    }

    @Test
    void a_server_that_was_left_running_is_ended_by_the_next_start() throws Exception {
        try (ManagedPostgres database = ManagedPostgres.start(folder, programs)) {
            remember(database, "a");
        }
        Process leftOver = programs.call(
                        "postgres",
                        List.of(
                                "-D",
                                folder.resolve("data").toString(),
                                "-c",
                                "unix_socket_directories=",
                                "-p",
                                freePort()))
                .redirectOutput(temporary.resolve("left-over.log").toFile())
                .start();
        Eventually.holds(() -> new PidFile(folder.resolve("data")).saysReady());

        try (ManagedPostgres next = ManagedPostgres.start(folder, programs)) {
            assertThat(leftOver.isAlive()).isFalse();
            assertThat(remembered(next)).isEqualTo("a");
        }
    }

    @Test
    void a_process_that_got_the_number_of_a_dead_server_does_not_keep_it_from_starting() throws Exception {
        ManagedPostgres.start(folder, programs).close();
        sayRunning(ProcessHandle.current().pid());

        try (ManagedPostgres next = ManagedPostgres.start(folder, programs)) {
            assertThat(serves(next)).isTrue();
        }
    }

    @Test
    void a_dead_server_that_nobody_has_reaped_does_not_keep_it_from_starting() throws Exception {
        ManagedPostgres.start(folder, programs).close();
        Process negligent =
                new ProcessBuilder("sh", "-c", "exec 3<&0; { read -r line <&3; } & echo $!; exec sleep 600").start();
        try {
            long zombie = Long.parseLong(negligent.inputReader().readLine());
            Eventually.holds(() -> Files.readString(Path.of("/proc/" + negligent.pid() + "/cmdline"))
                    .startsWith("sleep"));
            negligent.getOutputStream().close();
            Eventually.holds(
                    () -> Files.readString(Path.of("/proc/" + zombie + "/stat")).contains(") Z "));
            sayRunning(zombie);

            try (ManagedPostgres next = ManagedPostgres.start(folder, programs)) {
                assertThat(serves(next)).isTrue();
            }
        } finally {
            negligent.destroyForcibly();
        }
    }

    @Test
    void what_a_process_killed_while_it_made_the_database_left_is_made_anew() throws Exception {
        Files.createDirectories(folder.resolve("data.new/base"));
        Files.writeString(folder.resolve("data.new/PG_VERSION"), "18\n");
        Files.writeString(folder.resolve("password"), "of a database that was never finished\n");

        try (ManagedPostgres database = ManagedPostgres.start(folder, programs)) {
            assertThat(serves(database)).isTrue();
        }
        assertThat(folder.resolve("data.new")).doesNotExist();
        assertThat(folder.resolve("password.handed")).doesNotExist();
    }

    @Test
    void a_port_that_somebody_took_meanwhile_is_replaced() throws Exception {
        int port;
        try (ManagedPostgres first = ManagedPostgres.start(folder, programs)) {
            port = URI.create(first.url().substring("jdbc:".length())).getPort();
        }
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                ManagedPostgres second = ManagedPostgres.start(folder, programs)) {
            assertThat(second.url()).doesNotContain(":" + port + "/");
            assertThat(serves(second)).isTrue();
        }
    }

    @Test
    void a_damaged_folder_is_told_in_a_sentence() throws Exception {
        ManagedPostgres.start(folder, programs).close();
        Files.delete(folder.resolve("data/global/pg_control"));

        assertThatExceptionOfType(DatabaseUnusable.class)
                .isThrownBy(() -> ManagedPostgres.start(folder, programs))
                .satisfies(unusable -> {
                    assertThat(unusable.failure().code()).isEqualTo(FailureCode.DATABASE_UNUSABLE);
                    assertThat(unusable.failure().sentence()).contains("pg_control", "backup");
                });
        assertThat(processes()).isEmpty();
    }

    @Test
    void a_folder_of_another_major_version_is_told_in_a_sentence() throws Exception {
        ManagedPostgres.start(folder, programs).close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "19\n");

        assertThatExceptionOfType(DatabaseUnusable.class)
                .isThrownBy(() -> ManagedPostgres.start(folder, programs))
                .withMessageContaining("was made by PostgreSQL 19, and this Millrace comes with PostgreSQL 18.");
    }

    @Test
    void a_lost_password_is_told_in_a_sentence() throws Exception {
        ManagedPostgres.start(folder, programs).close();
        Files.delete(folder.resolve("password"));

        assertThatExceptionOfType(DatabaseUnusable.class)
                .isThrownBy(() -> ManagedPostgres.start(folder, programs))
                .withMessageContaining(folder.toRealPath().resolve("password").toString());
    }

    @Test
    void a_full_disk_is_told_in_a_sentence() throws Exception {
        Files.createDirectory(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=8m,mode=711", "tmpfs", folder.toString()) == 0,
                "only the super user can make a small disk");
        try {
            assertThatExceptionOfType(DatabaseUnusable.class)
                    .isThrownBy(() -> ManagedPostgres.start(folder, programs))
                    .satisfies(full -> assertThat(full.failure().code()).isEqualTo(FailureCode.DISK_FULL));
            assertThat(processes()).isEmpty();
        } finally {
            run("umount", folder.toString());
        }
    }

    @Test
    void an_interrupt_while_it_starts_leaves_nothing_running() throws Exception {
        ManagedPostgres.start(folder, programs).close();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> ManagedPostgres.start(folder, programs));

        assertThat(processes()).isEmpty();
    }

    @Test
    void as_root_a_folder_that_others_may_not_pass_is_told_in_a_sentence() throws Exception {
        assumeRoot();
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));

        assertThatExceptionOfType(DatabaseUnusable.class)
                .isThrownBy(() -> ManagedPostgres.start(folder, programs))
                .withMessageContaining("may not pass through " + temporary.toRealPath());
    }

    @Test
    void a_normal_user_has_one_too_and_root_can_open_it() throws Exception {
        assumeRoot();
        Path copies = Files.createDirectory(temporary.resolve("copies"));
        Files.createDirectory(folder);
        for (Path given : List.of(copies, folder)) {
            Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(given, "unix:uid", DAEMON);
        }
        List<String> asSomebody = List.of("setpriv", "--reuid=" + DAEMON, "--regid=" + DAEMON, "--clear-groups");
        try (AnotherJvm jvm = AnotherJvm.running(
                DatabaseInAnotherJvm.class,
                asSomebody,
                ClassPathForEveryone.copiedInto(copies),
                folder.toString(),
                copies.resolve("cache").toString())) {
            assertThat(jvm.output().readLine()).isEqualTo("ready");

            jvm.kill();

            Eventually.holds(() -> processes().isEmpty());
        }
        try (ManagedPostgres asRoot = ManagedPostgres.start(folder, programs)) {
            assertThat(remembered(asRoot)).isEqualTo("a");
        }
    }

    static void remember(ManagedPostgres database, String word) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute("create table memory as select '" + word + "'::text as word");
        }
    }

    private static String remembered(ManagedPostgres database) throws SQLException {
        return answer(database, "select word from memory");
    }

    private static boolean serves(ManagedPostgres database) {
        try {
            return answer(database, "select 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static String answer(ManagedPostgres database, String question) throws SQLException {
        try (Connection connection = connect(database);
                var rows = connection.createStatement().executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(ManagedPostgres database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private long server() throws IOException {
        return new PidFile(folder.toRealPath().resolve("data")).running().orElseThrow();
    }

    /// Of the database in our folder, whoever started them. Sessions change their name; the folder is their own.
    private List<Long> processes() throws IOException {
        Path data = temporary.toRealPath().resolve("the database/data");
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksIn(pid, data))
                .toList();
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(folder);
        } catch (IOException e) {
            return false; // gone, or somebody else's
        }
    }

    private void sayRunning(long pid) throws IOException {
        Path file = folder.resolve("data/postmaster.pid");
        Files.writeString(file, pid + "\n" + folder.resolve("data") + "\n0\n1\n\n127.0.0.1\n  1\nready\n");
        programs.own(file);
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static void assumeRoot() throws IOException {
        assumeTrue(Account.userId() == 0, "only the super user can change to another one");
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
