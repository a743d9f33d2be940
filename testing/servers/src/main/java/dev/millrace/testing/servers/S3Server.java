package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/// An S3 server on loopback within this JVM, over a temporary folder. It checks signatures and when they run out.
public final class S3Server implements AutoCloseable {
    private final String accessKey = "test-" + UUID.randomUUID();
    private final String secretKey = UUID.randomUUID().toString();
    private final int port = FreePort.find();
    private final Path folder;
    private final Lifeline lifeline;
    private S3Proxy server;

    private S3Server() {
        try {
            folder = Files.createTempDirectory("millrace-s3-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lifeline = Lifeline.holding(folder);
        server = launch();
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
        try {
            Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nothing listens until [#startAgain()].
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not stop", e);
        }
    }

    /// After [#stop()]: the same objects on the same port.
    public void startAgain() {
        server = launch();
    }

    @Override
    public void close() {
        stop();
        lifeline.release();
    }

    private S3Proxy launch() {
        var settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        try {
            S3Proxy made = S3Proxy.builder()
                    .blobStore(new AmazonsWays(BlobStores.create("filesystem-nio2", settings)))
                    .endpoint(endpoint())
                    .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                    .corsRules(new CrossOriginResourceSharing(
                            List.of(".*"), List.of("GET", "PUT", "HEAD"), List.of("*"), List.of("ETag"), "false"))
                    .build();
            made.start(); // returns when it listens
            return made;
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start", e);
        }
    }
}
