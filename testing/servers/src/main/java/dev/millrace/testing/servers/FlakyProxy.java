package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A TCP proxy on loopback that fails when told to: the network between a client and its server.
///
/// It starts healthy. Its port stays the same for its whole life.
public final class FlakyProxy implements AutoCloseable {

    private final int target;
    private final int port = FreePort.find();
    private final AtomicLong replied = new AtomicLong();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Fault> armed = new AtomicReference<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private @Nullable Listener listener;

    private FlakyProxy(int target) {
        this.target = target;
        listen();
    }

    /// Forwards to a port of this machine.
    public static FlakyProxy to(int target) {
        return new FlakyProxy(target);
    }

    /// The port clients connect to, on 127.0.0.1.
    public int port() {
        return port;
    }

    /// Resets every connection. New ones are welcome.
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /// Resets every connection and refuses new ones, until [#heal()].
    public void refuse() {
        stopListening();
        cut();
    }

    /// Takes new connections and loses none, yet nothing gets through in either direction until [#heal()]. What was
    /// sent
    /// meanwhile arrives then, as TCP's retransmissions would bring it.
    public void blackHole() {
        if (gate.getCount() == 0) {
            gate = new CountDownLatch(1);
        }
    }

    /// Ends [#refuse()] and [#blackHole()].
    public void heal() {
        gate.countDown();
        if (listener == null) {
            listen();
        }
    }

    /// Once: the next PostgreSQL statement of this kind reaches the server, and instead of the reply comes a reset.
    public Fault loseReplyTo(Predicate<String> statement) {
        return arm(new Fault(statement, Fault.Moment.BEFORE_THE_REPLY));
    }

    /// Once: instead of forwarding the next PostgreSQL statement of this kind, the connection is reset.
    public Fault cutBefore(Predicate<String> statement) {
        return arm(new Fault(statement, Fault.Moment.BEFORE_THE_STATEMENT));
    }

    @Override
    public void close() {
        stopListening();
        gate.countDown();
        cut();
    }

    /// How many bytes servers have replied so far.
    public long replied() {
        return replied.get();
    }

    void count(int bytes) {
        replied.addAndGet(bytes);
    }

    /// The armed fault, if this statement sets it off; it then is armed no more.
    @Nullable
    Fault setOffBy(String statement) {
        Fault fault = armed.get();
        return fault != null && fault.waitsFor(statement) && armed.compareAndSet(fault, null) ? fault : null;
    }

    void awaitOpenGate() throws InterruptedException {
        gate.await();
    }

    void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private Fault arm(Fault fault) {
        armed.set(fault);
        return fault;
    }

    private void listen() {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listener =
                    new Listener(socket, Thread.ofVirtual().name("flaky-proxy").start(() -> acceptFrom(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopListening() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    private void acceptFrom(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException stopped) {
                // Either the listener was closed, which ends the loop, or the client is gone already.
            }
        }
    }

    private void connect(Socket client) {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            var connection = new ProxiedConnection(this, client, server);
            connections.add(connection);
            connection.start();
        } catch (IOException serverIsAway) {
            Sockets.reset(client);
        }
    }

    /// A socket that listens, and the thread that accepts from it.
    private record Listener(ServerSocket socket, Thread thread) implements AutoCloseable {
        /// Returns when it accepts no more, which is a moment after the socket was closed.
        @Override
        public void close() {
            Sockets.close(socket);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
