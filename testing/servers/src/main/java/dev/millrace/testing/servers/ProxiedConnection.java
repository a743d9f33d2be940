package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// One client's connection through a [FlakyProxy]: two pumps, and the faults that statements set off.
final class ProxiedConnection {

    private static final int BUFFER = 64 * 1024;

    private final FlakyProxy proxy;
    private final Socket client;
    private final Socket server;
    private final PostgresStatements statements = new PostgresStatements();
    private volatile @Nullable Fault insteadOfReply;

    ProxiedConnection(FlakyProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        Thread.ofVirtual().name("flaky-proxy-requests").start(() -> pump(client, server, this::mayForwardRequest));
        Thread.ofVirtual()
                .name("flaky-proxy-replies")
                .start(() -> pump(server, client, (_, length) -> mayForwardReply(length)));
    }

    void reset() {
        proxy.forget(this);
        Sockets.reset(client);
        Sockets.reset(server);
    }

    private void pump(Socket from, Socket to, Censor censor) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                proxy.awaitOpenGate();
                if (!censor.mayForward(buffer, length)) {
                    return;
                }
                out.write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private boolean mayForwardRequest(byte[] bytes, int length) {
        for (String statement : statements.in(bytes, length)) {
            Fault fault = proxy.setOffBy(statement);
            if (fault != null && fault.moment() == Fault.Moment.BEFORE_THE_STATEMENT) {
                resetBy(fault);
                return false;
            }
            if (fault != null) {
                insteadOfReply = fault;
            }
        }
        return true;
    }

    private boolean mayForwardReply(int length) {
        Fault fault = insteadOfReply;
        if (fault != null) {
            resetBy(fault);
            return false;
        }
        proxy.count(length);
        return true;
    }

    /// Whoever sees the reset may then ask whether the fault has happened.
    private void resetBy(Fault fault) {
        fault.happen();
        reset();
    }

    /// Looks at bytes before they are forwarded.
    private interface Censor {
        boolean mayForward(byte[] bytes, int length);
    }
}
