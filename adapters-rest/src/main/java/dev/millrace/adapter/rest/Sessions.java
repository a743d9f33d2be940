package dev.millrace.adapter.rest;

import dev.millrace.domain.identity.KeyId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes sessions of browsers as cookies, and reads them back. A cookie names the key by which its holder came in, and the
/// moment at which it runs out, and proves both by HMAC-SHA256; nothing is stored. Who deletes the key ends its sessions.
@Singleton
final class Sessions {
    /// A working day, and some more.
    static final Duration LIFE = Duration.ofHours(12);

    static final String COOKIE = "millrace_session";

    /// In the place of an id: that of the first key, which has none.
    private static final String FIRST = "first";

    private static final Pattern SHAPE =
            Pattern.compile("((" + FIRST + "|[0-9a-f-]{36})\\.([0-9]{1,12}))\\.([0-9a-f]{64})");

    private final Optional<AccessKey> first;
    private final Clock clock;
    private final boolean secure;

    Sessions(RestConfig config) {
        this.first = config.key();
        this.clock = config.clock();
        this.secure = config.publicUrl()
                .filter(url -> url.getScheme().equalsIgnoreCase("https"))
                .isPresent();
    }

    /// Somebody who came in before.
    ///
    /// @param key by which; empty for the first key
    record Session(Optional<KeyId> key) {}

    /// The cookie for whoever came in by that key.
    ///
    /// @throws IllegalStateException on a server that asks for no key
    Cookie begin(Session session) {
        Instant until = clock.instant().plus(LIFE);
        String content = session.key().map(KeyId::toString).orElse(FIRST) + "." + until.getEpochSecond();
        return cookie(content + "." + signature(content)).maxAge(LIFE);
    }

    /// The cookie that takes the place of one, and is gone at once.
    Cookie end() {
        return cookie("").maxAge(Duration.ZERO);
    }

    /// Who a request comes from; empty when its cookie is missing, was changed, or has run out.
    Optional<Session> of(HttpRequest<?> request) {
        return request.getCookies().findCookie(COOKIE).map(Cookie::getValue).flatMap(this::read);
    }

    private Optional<Session> read(String value) {
        Matcher parts = SHAPE.matcher(value);
        if (first.isEmpty()
                || !parts.matches()
                || !same(parts.group(4), signature(parts.group(1)))
                || Long.parseLong(parts.group(3)) <= clock.instant().getEpochSecond()) {
            return Optional.empty();
        }
        return parts.group(2).equals(FIRST)
                ? Optional.of(new Session(Optional.empty()))
                : Paths.readKey(parts.group(2)).map(id -> new Session(Optional.of(id)));
    }

    private Cookie cookie(String value) {
        return Cookie.of(COOKIE, value).path("/").httpOnly(true).secure(secure).sameSite(SameSite.Strict);
    }

    private String signature(String content) {
        AccessKey key = first.orElseThrow(() -> new IllegalStateException("there are no sessions without a first key"));
        return HexFormat.of().formatHex(key.sign(content));
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }
}
