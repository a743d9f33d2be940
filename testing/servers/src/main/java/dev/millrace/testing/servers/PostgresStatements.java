package dev.millrace.testing.servers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the SQL out of what one client sends to PostgreSQL.
///
/// Drivers prepare even `COMMIT` and from then on send its name alone, so the names have to be followed. Messages: see
/// "Message Formats" in PostgreSQL's documentation. Bytes that are no such conversation yield no statements.
final class PostgresStatements {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

    private final Map<String, String> prepared = new HashMap<>();
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private boolean started;

    /// The statements that begin to run with these bytes.
    List<String> in(byte[] bytes, int length) {
        append(bytes, length);
        var statements = new ArrayList<String>();
        while (hasWholeMessage()) {
            readMessage().ifPresent(statements::add);
        }
        return statements;
    }

    private void append(byte[] bytes, int length) {
        unread = ByteBuffer.allocate(unread.remaining() + length)
                .put(unread)
                .put(bytes, 0, length)
                .flip();
    }

    private boolean hasWholeMessage() {
        int header = started ? 1 : 0;
        if (unread.remaining() < header + Integer.BYTES) {
            return false;
        }
        int length = unread.getInt(unread.position() + header);
        if (length < Integer.BYTES || length > LARGEST_MESSAGE) {
            unread.position(unread.limit());
            return false;
        }
        return unread.remaining() >= header + length;
    }

    private Optional<String> readMessage() {
        if (!started) {
            readStartup();
            return Optional.empty();
        }
        byte type = unread.get();
        ByteBuffer body = unread.slice(unread.position() + Integer.BYTES, lengthOfBody());
        unread.position(unread.position() + Integer.BYTES + body.limit());
        return switch (type) {
            case 'Q' -> Optional.of(text(body));
            case 'P' -> {
                prepared.put(text(body), text(body));
                yield Optional.empty();
            }
            case 'B' -> {
                text(body); // the portal's name comes first
                yield Optional.ofNullable(prepared.get(text(body)));
            }
            default -> Optional.empty();
        };
    }

    /// Messages before the session starts have no type; a question about encryption is followed by the real start.
    private void readStartup() {
        int length = unread.getInt(unread.position());
        int code = length >= 2 * Integer.BYTES ? unread.getInt(unread.position() + Integer.BYTES) : 0;
        started = code != SSL_REQUEST && code != GSS_REQUEST;
        unread.position(unread.position() + length);
    }

    private int lengthOfBody() {
        return unread.getInt(unread.position()) - Integer.BYTES;
    }

    /// Up to the next zero byte.
    private static String text(ByteBuffer body) {
        int end = body.position();
        while (end < body.limit() && body.get(end) != 0) {
            end++;
        }
        String text = StandardCharsets.UTF_8
                .decode(body.slice(body.position(), end - body.position()))
                .toString();
        body.position(Math.min(end + 1, body.limit()));
        return text;
    }
}
