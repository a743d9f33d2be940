package dev.millrace.client;

import java.io.IOException;

/// No answer came, so nobody knows whether the request arrived. It may be repeated: submitting twice by one call of
/// [Jobs#submit] is submitting once.
public final class ServerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServerUnreachable(String what, IOException cause) {
        super(what + " was not answered: " + cause, cause);
    }
}
