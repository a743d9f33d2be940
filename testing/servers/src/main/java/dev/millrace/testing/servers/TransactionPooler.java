package dev.millrace.testing.servers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;

/// What a pooler in transaction mode is to its clients, at its worst: each transaction runs in another session of the
/// server, which other clients had before, and nothing is reset between.
///
/// It opens one session for each client, who logs in for it, and deals sessions out in turn. Clients must send a request
/// and await its answer, as JDBC does; encryption and cancel requests are not for it.
public final class TransactionPooler implements AutoCloseable {
    private static final int PROTOCOL_3 = 196_608;
    private static final int LOGIN_SUCCEEDED = 0;
    private static final int LAST_WORD_OF_SASL = 12;

    private final int target;
    private final ServerSocket listener;
    private final BlockingDeque<Peer> idle = new LinkedBlockingDeque<>();
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

    private TransactionPooler(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("transaction-pooler").start(this::accept);
    }

    /// In front of a server on a port of this machine.
    public static TransactionPooler to(int target) {
        try {
            return new TransactionPooler(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port clients connect to, on 127.0.0.1.
    public int port() {
        return listener.getLocalPort();
    }

    /// Ends all connections.
    @Override
    public void close() {
        Sockets.close(listener);
        peers.forEach(Peer::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Peer client = peer(listener.accept());
                Thread.ofVirtual().name("transaction-pooler-client").start(() -> serve(client));
            } catch (IOException closed) {
                // Which ends the loop.
            }
        }
    }

    private void serve(Peer client) {
        try (client) {
            idle.add(login(client));
            Message request = client.read();
            while (request.type() != 'X') {
                request = transaction(client, request);
            }
        } catch (IOException gone) {
            // The client left, or the server did.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Opens a session with the client's own words, and returns it when the server is ready.
    private Peer login(Peer client) throws IOException {
        Peer server = peer(new Socket(InetAddress.getLoopbackAddress(), target));
        server.write(client.readStartup());
        while (true) {
            Message answer = server.read();
            client.write(answer);
            if (answer.type() == 'Z') {
                return server;
            }
            if (answer.type() == 'E') {
                throw new EOFException("the server refused the login");
            }
            if (answer.type() == 'R' && answer.asksForMore()) {
                server.write(client.read());
            }
        }
    }

    /// One transaction, from its first request on, in the session that has been idle for longest.
    ///
    /// @return the first request of the next one
    private Message transaction(Peer client, Message first) throws IOException, InterruptedException {
        Peer server = idle.takeFirst();
        boolean over = false;
        try {
            Message request = first;
            while (!over) {
                server.write(request);
                if (request.type() == 'Q' || request.type() == 'S') {
                    over = answer(client, server);
                }
                if (!over) {
                    request = client.read();
                }
            }
            idle.addLast(server);
        } finally {
            if (!over) {
                server.close(); // in the middle of a transaction, which the server then takes back
            }
        }
        return client.read();
    }

    /// Hands on an answer, and says whether no transaction is open after it.
    private static boolean answer(Peer client, Peer server) throws IOException {
        Message answer = server.read();
        while (answer.type() != 'Z') {
            client.write(answer);
            answer = server.read();
        }
        client.write(answer);
        return answer.body()[0] == 'I';
    }

    private Peer peer(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        Peer peer = new Peer(
                socket,
                new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                new BufferedOutputStream(socket.getOutputStream()));
        peers.add(peer);
        return peer;
    }

    /// A message of the protocol (PostgreSQL documentation, 54.7).
    private static final class Message {
        private final char type;
        private final byte[] body;

        Message(char type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        char type() {
            return type;
        }

        byte[] body() {
            return body;
        }

        /// Whether this step of a login waits for one of the client's.
        boolean asksForMore() {
            int step = body[3];
            return step != LOGIN_SUCCEEDED && step != LAST_WORD_OF_SASL;
        }
    }

    private record Peer(Socket socket, DataInputStream in, OutputStream out) implements AutoCloseable {
        /// The first message has no type.
        byte[] readStartup() throws IOException {
            int length = in.readInt();
            int protocol = in.readInt();
            if (protocol != PROTOCOL_3) {
                throw new EOFException("not a plain login: " + protocol);
            }
            byte[] rest = in.readNBytes(length - 8);
            var bytes = ByteBuffer.allocate(length);
            return bytes.putInt(length).putInt(protocol).put(rest).array();
        }

        Message read() throws IOException {
            out.flush();
            char type = (char) in.readByte();
            return new Message(type, in.readNBytes(in.readInt() - 4));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void write(Message message) throws IOException {
            int length = message.body().length + 4;
            out.write(message.type());
            out.write(ByteBuffer.allocate(4).putInt(length).array());
            out.write(message.body());
            if (message.type() == 'Z' || message.type() == 'Q' || message.type() == 'S' || message.type() == 'p') {
                out.flush();
            }
        }

        @Override
        public void close() {
            Sockets.close(socket);
        }
    }
}
