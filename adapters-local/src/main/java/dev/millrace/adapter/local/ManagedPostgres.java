package dev.millrace.adapter.local;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Path;

/// A PostgreSQL of our own, kept in a folder and run as a child of this process.
///
/// - **Durable.** What is committed survives `kill -9` of this process, of the server, and a power cut.
/// - **Private.** It listens on 127.0.0.1 alone, and takes one user, with a password that lies in a file for our eyes
///   only.
/// - **Kept running.** A server that ends by itself is started again, on the same port; connections break meanwhile.
/// - **Never left behind.** It is ended with this object, and by the kernel when this process is killed. One that is
///   there all the same is ended by the next [#start].
///
/// Whoever opens a folder sees to it that nobody else does at the same time.
public final class ManagedPostgres implements AutoCloseable {
    private final PostgresKeeper keeper;
    private final String password;
    private final int port;

    private ManagedPostgres(PostgresKeeper keeper, String password, int port) {
        this.keeper = keeper;
        this.password = password;
        this.port = port;
    }

    /// Starts the database in that folder, which is made, with an empty database in it, unless there is one. Returns when
    /// it takes connections; after a crash it recovers first.
    ///
    /// @throws DatabaseUnusable when it can't be made or started; nothing runs then
    /// @throws InterruptedException when interrupted; nothing runs then
    public static ManagedPostgres start(Path folder, PostgresPrograms programs)
            throws DatabaseUnusable, InterruptedException {
        try {
            PostgresHome home = new PostgresHome(folder);
            home.prepare(programs);
            int port = home.choosePort();
            String password = home.password();
            PostgresKeeper keeper = new PostgresKeeper(home, programs.forFilesOf(home.data()), port);
            keeper.start();
            return new ManagedPostgres(keeper, password, port);
        } catch (IOException e) {
            throw new DatabaseUnusable(
                    new Failure(
                            FailureCode.DATABASE_UNUSABLE,
                            "The database in " + folder + " can't be used: " + DatabaseUnusable.reason(e) + "."),
                    e);
        }
    }

    /// Where JDBC finds it. The port is the same for the life of this object, and as a rule from start to start.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /// Who connects.
    public String user() {
        return PostgresHome.USER;
    }

    /// With what.
    public String password() {
        return password;
    }

    /// Ends the server, in order and without waiting for its clients. Returns when it is gone.
    @Override
    public void close() {
        keeper.stop();
    }
}
