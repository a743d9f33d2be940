package dev.millrace.testing.servers;

import java.nio.file.Path;

/// Where this user's programs keep what they can fetch again (XDG Base Directory Specification).
final class UsersCache {
    private UsersCache() {}

    static Path folder() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return caches.resolve("millrace");
    }
}
