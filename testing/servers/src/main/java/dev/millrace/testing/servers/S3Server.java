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

    /// From now on a share of the requests is answered with 503, and a share of the downloads ends half-way. Both are 0 to
    /// begin with. What is hit follows from the seed and the order of requests.
    ///
    /// @param busy 0 to 1
    /// @param cutting 0 to 1
    /// @throws IllegalStateException by an official image, which behaves
    public void misbehave(double busy, double cutting, long seed) {
        local().behave(busy, cutting, seed);
    }

    /// How many requests were answered with 503 by [#misbehave].
    public int refused() {
        return local().refused();
    }

    /// How many downloads were cut off by [#misbehave].
    public int cut() {
        return local().cut();
    }

    private Misbehaving local() {
        return switch (engine) {
            case LocalS3 local -> local.store();
            case ContainerS3 _ -> throw new IllegalStateException("An official image behaves.");
        };
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
