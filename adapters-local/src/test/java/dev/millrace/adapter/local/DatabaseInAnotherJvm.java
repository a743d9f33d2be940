package dev.millrace.adapter.local;

import java.nio.file.Path;
import java.util.List;

/// A program that starts a database in the folder it is told, puts a row into it, says so and stays.
final class DatabaseInAnotherJvm {
    private DatabaseInAnotherJvm() {}

    /// Arguments are the database's folder and, unless it is the usual one, the folder for the programs.
    public static void main(String[] arguments) throws Exception {
        List<Path> caches =
                arguments.length > 1 ? List.of(Path.of(arguments[1])) : PostgresPrograms.usualCaches(System.getenv());
        ManagedPostgres database = ManagedPostgres.start(Path.of(arguments[0]), PostgresPrograms.unpacked(caches));
        ManagedPostgresIT.remember(database, "a");
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
