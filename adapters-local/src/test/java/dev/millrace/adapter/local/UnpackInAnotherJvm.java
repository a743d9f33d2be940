package dev.millrace.adapter.local;

import java.nio.file.Path;

/// A program that unpacks PostgreSQL into the cache folder it is told and prints where it lies.
final class UnpackInAnotherJvm {

    private UnpackInAnotherJvm() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(PostgresArchive.forThisMachine().unpackInto(Path.of(arguments[0])));
    }
}
