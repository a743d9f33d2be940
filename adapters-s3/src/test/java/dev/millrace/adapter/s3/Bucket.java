package dev.millrace.adapter.s3;

import dev.millrace.testing.servers.S3Server;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A bucket for one test, on the one server of this JVM.
final class Bucket {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private Bucket() {}

    static S3Config create() {
        return on(Shared.SERVER);
    }

    static S3Config on(S3Server server) {
        String name = "bucket-" + BUCKETS.incrementAndGet();
        server.newBucket(name);
        return config(server, name, server.endpoint(), server.secretKey());
    }

    static S3Config config(S3Server server, String bucket, URI endpoint, String secret) {
        return new S3Config(
                bucket,
                "us-east-1",
                Optional.of(endpoint),
                Optional.empty(),
                Optional.of(new S3Config.Keys(server.accessKey(), secret)),
                true,
                false);
    }

    private static final class Shared {
        static final S3Server SERVER = S3Server.start();
    }
}
