package dev.millrace.adapter.local;

import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.upload.UploadPart;
import java.net.URI;
import java.time.Instant;

/// What a link permits, and how it is written below the base of all links:
///
/// ```
/// objects/<key>?expires=<seconds since 1970>&signature=<…>
/// parts/<token>/<number>?size=<bytes>&expires=<seconds since 1970>&signature=<…>
/// ```
///
/// What is signed is [#canonical()]; the signature is [LinkKey#sign(String)] of it. [SentLink] reads links again.
sealed interface Link {
    /// When the permission ends, to the second.
    Instant expires();

    /// The lines that are signed, joined by line feeds: `millrace-link-1`, the HTTP method, the path with nothing
    /// encoded, the size in bytes (0 for objects), the expiry in seconds since 1970. No value holds a line feed, so no
    /// two links have the same lines.
    String canonical();

    /// Path and query but for the signature.
    String unsigned();

    /// The whole link.
    default URI below(URI base, LinkKey key) {
        return URI.create(base + "/" + unsigned() + "&signature=" + key.sign(canonical()));
    }

    /// Reads an object.
    ///
    /// @param key which one
    record Read(ObjectKey key, Instant expires) implements Link {
        @Override
        public String canonical() {
            return lines("GET", "objects/" + key, 0, expires);
        }

        @Override
        public String unsigned() {
            return "objects/" + Percent.encoded(key.value()) + "?expires=" + expires.getEpochSecond();
        }
    }

    /// Sends a part.
    ///
    /// @param token of its upload
    /// @param part its number and exact size
    record Send(String token, UploadPart part, Instant expires) implements Link {
        @Override
        public String canonical() {
            return lines("PUT", path(), part.size().bytes(), expires);
        }

        @Override
        public String unsigned() {
            return path() + "?size=" + part.size().bytes() + "&expires=" + expires.getEpochSecond();
        }

        private String path() {
            return "parts/" + token + "/" + part.number();
        }
    }

    private static String lines(String method, String path, long size, Instant expires) {
        return String.join(
                "\n", "millrace-link-1", method, path, Long.toString(size), Long.toString(expires.getEpochSecond()));
    }
}
