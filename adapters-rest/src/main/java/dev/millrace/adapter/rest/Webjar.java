package dev.millrace.adapter.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// Libraries for browsers that came with the class path.
final class Webjar {
    private Webjar() {}

    /// The version that is there. Its resources are below a folder of that name.
    static String version(String group, String name) {
        try (InputStream file =
                Webjar.class.getResourceAsStream("/META-INF/maven/" + group + "/" + name + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file));
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
