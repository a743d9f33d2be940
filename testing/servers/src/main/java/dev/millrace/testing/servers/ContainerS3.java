package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// MinIO's official image. Its buckets answer pages of all origins from the start.
final class ContainerS3 implements S3Engine {
    private static final DockerImageName IMAGE = DockerImageName.parse("minio/minio:RELEASE.2025-04-22T22-12-26Z");
    private static final int INSIDE = 9000;
    private static final String ANSWERS = "/minio/health/live";

    private final GenericContainer<?> container;

    ContainerS3(int port, String accessKey, String secretKey) {
        container = new GenericContainer<>(IMAGE)
                .withEnv(Map.of("MINIO_ROOT_USER", accessKey, "MINIO_ROOT_PASSWORD", secretKey))
                .withCommand("server", "/data")
                .withExposedPorts(INSIDE)
                .withCreateContainerCmdModifier(create -> Docker.publish(create, port, INSIDE))
                .waitingFor(Wait.forHttp(ANSWERS).forPort(INSIDE));
    }

    @Override
    public void start() {
        if (container.isCreated()) {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
            Wait.forHttp(ANSWERS).forPort(INSIDE).waitUntilReady(container);
        } else {
            container.start();
        }
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    /// To MinIO a folder beside its buckets is one more.
    @Override
    public void newBucket(String name) {
        try {
            var made = container.execInContainer("mkdir", "/data/" + name);
            if (made.getExitCode() != 0) {
                throw new IllegalStateException("The bucket was not made: " + made.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the bucket was made.", e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
