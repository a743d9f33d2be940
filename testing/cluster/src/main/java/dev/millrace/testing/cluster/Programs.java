package dev.millrace.testing.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The packaged programs of the project that this class was built in.
///
/// @param api the API's jar
/// @param worker the worker's jar
record Programs(Path api, Path worker) {
    private static final Path API = Path.of("bootstrap-api/target/millrace-api/millrace-api.jar");
    private static final Path WORKER = Path.of("bootstrap-worker/target/millrace-worker/millrace-worker.jar");

    /// Looks for them above the place where this class lies.
    ///
    /// @throws IllegalStateException when they were not packaged
    static Programs find() {
        return Stream.iterate(place(), folder -> folder != null, Path::getParent)
                .map(folder -> new Programs(folder.resolve(API), folder.resolve(WORKER)))
                .filter(found -> Files.exists(found.api) && Files.exists(found.worker))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The programs are not packaged; ./millrace cluster does it, and so does ./build."));
    }

    private static Path place() {
        try {
            return Path.of(Programs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path is made of locations", e);
        }
    }
}
