package dev.millrace.testing.servers;

import java.net.URI;
import java.util.UUID;

/// An S3 server on loopback that checks signatures and when they run out: one within this JVM, or MinIO's official image
/// when the environment says `TESTS_USE_DOCKER=true`.
public final class S3Server implements AutoCloseable {
    private final String accessKey = "test-" + UUID.randomUUID();
    private final String secretKey = UUID.randomUUID().toString();
    private final int port = FreePort.find();
    private final S3Engine engine;

    private S3Server() {
        engine = Docker.IS_WANTED
                ? new ContainerS3(port, accessKey, secretKey)
                : new LocalS3(endpoint(), accessKey, secretKey);
        engine.start();
    }

    /// A server without buckets.
    public static S3Server start() {
        return new S3Server();
    }

    /// `http://127.0.0.1:<port>`; the same for the life of this object.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// The port on 127.0.0.1.
    public int port() {
        return port;
    }

    /// Names the only permission there is.
    public String accessKey() {
        return accessKey;
    }

    /// Proves it.
    public String secretKey() {
        return secretKey;
    }

    /// Makes an empty bucket.
    public void newBucket(String name) {
        engine.newBucket(name);
    }

    /// Nothing listens until [#startAgain()].
    public void stop() {
        engine.stop();
    }

    /// After [#stop()]: the same objects on the same port.
    public void startAgain() {
        engine.start();
    }

    @Override
    public void close() {
        engine.close();
    }
}
