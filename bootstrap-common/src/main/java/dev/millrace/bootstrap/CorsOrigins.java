package dev.millrace.bootstrap;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The origins of pages of other sites that may use a server, as its operator writes them.
public final class CorsOrigins {
    private CorsOrigins() {}

    /// Reads `MILLRACE_CORS_ORIGINS`, origins with commas between them; none unless given.
    ///
    /// @throws IllegalArgumentException with a sentence for people when one is none
    public static Set<String> from(Settings settings) {
        return settings.text("MILLRACE_CORS_ORIGINS").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .map(CorsOrigins::origin)
                .collect(Collectors.toSet());
    }

    /// As browsers write it: without the port that its scheme has anyway.
    private static String origin(String text) {
        URI given = PublicUrl.read(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException("MILLRACE_CORS_ORIGINS has origins such as"
                        + " https://app.example.org, without a path, with commas between them."));
        int usual = given.getScheme().equals("https") ? 443 : 80;
        String port = given.getPort() < 0 || given.getPort() == usual ? "" : ":" + given.getPort();
        return given.getScheme() + "://" + given.getHost() + port;
    }
}
