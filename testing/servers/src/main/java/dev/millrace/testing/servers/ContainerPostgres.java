package dev.millrace.testing.servers;

import com.github.dockerjava.api.DockerClient;
import dev.millrace.testing.servers.PostgresServer.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The official image.
final class ContainerPostgres implements Engine {

    private static final int INSIDE = 5432;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = FreePort.find();
    private final String password = UUID.randomUUID().toString();
    private final PostgreSQLContainer container;

    ContainerPostgres(Durability durability) {
        container = new PostgreSQLContainer("postgres:18")
                .withUsername(PostgresServer.USER)
                .withPassword(password)
                .withCreateContainerCmdModifier(create -> Docker.publish(create, port, INSIDE));
        container.setCommand(Stream.concat(
                        Stream.of("postgres"), durability.settings().stream().flatMap(it -> Stream.of("-c", it)))
                .toArray(String[]::new));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void start() {
        if (container.isCreated()) {
            docker().startContainerCmd(container.getContainerId()).exec();
            awaitConnection();
        } else {
            container.start();
        }
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void crash() {
        docker().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private void awaitConnection() {
        var database = new TestDatabase(port, "postgres", PostgresServer.USER, password).dataSource();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection _ = database.getConnection()) {
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The container takes no connections", notYet);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }
}
