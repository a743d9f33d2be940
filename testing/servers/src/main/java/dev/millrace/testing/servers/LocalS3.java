package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.jspecify.annotations.Nullable;

/// A server within this JVM, over a temporary folder.
final class LocalS3 implements S3Engine {
    private final URI endpoint;
    private final String accessKey;
    private final String secretKey;
    private final Path folder;
    private final Lifeline lifeline;
    private final Misbehaving store;
    private @Nullable S3Proxy server;

    LocalS3(URI endpoint, String accessKey, String secretKey) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        try {
            folder = Files.createTempDirectory("millrace-s3-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lifeline = Lifeline.holding(folder);
        var settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        store = new Misbehaving(new AmazonsWays(BlobStores.create("filesystem-nio2", settings)));
    }

    @Override
    public void start() {
        try {
            S3Proxy made = S3Proxy.builder()
                    .blobStore(store)
                    .endpoint(endpoint)
                    .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                    .corsRules(new CrossOriginResourceSharing(
                            List.of(".*"), List.of("GET", "PUT", "HEAD"), List.of("*"), List.of("ETag"), "false"))
                    .build();
            made.start(); // returns when it listens
            server = made;
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start", e);
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not stop", e);
        }
    }

    @Override
    public void newBucket(String name) {
        try {
            Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Misbehaving store() {
        return store;
    }

    @Override
    public void close() {
        stop();
        lifeline.release();
    }
}
