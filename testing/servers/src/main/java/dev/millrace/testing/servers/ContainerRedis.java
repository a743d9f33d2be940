package dev.millrace.testing.servers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/// The official image on this machine's own network, so that sentinels and clusters name addresses that hold outside too.
/// That, and the folder for temporary files which it shares, needs Docker on Linux.
final class ContainerRedis implements RedisEngine {
    private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.4.2-bookworm");

    private final Path home;
    private final List<String> arguments;
    private final Lifeline lifeline;
    private @Nullable GenericContainer<?> container;

    /// @param home keeps all its files
    /// @param arguments of the server
    ContainerRedis(Path home, List<String> arguments) {
        this.home = home;
        this.arguments = arguments;
        this.lifeline = Lifeline.holding(home);
    }

    @Override
    public void start() {
        GenericContainer<?> made = new GenericContainer<>(IMAGE)
                .withNetworkMode("host")
                .withCommand(arguments.toArray(String[]::new))
                .withCreateContainerCmdModifier(this::lendFiles);
        container = made;
        made.start();
    }

    @Override
    public boolean isAlive() {
        return container != null && container.isRunning();
    }

    @Override
    public String said() {
        return running().getLogs();
    }

    /// Stopping a container of tests kills it, and removes it.
    @Override
    public void crash() {
        running().stop();
        container = null;
    }

    @Override
    public void pause() {
        running()
                .getDockerClient()
                .pauseContainerCmd(running().getContainerId())
                .exec();
    }

    @Override
    public void resume() {
        running()
                .getDockerClient()
                .unpauseContainerCmd(running().getContainerId())
                .exec();
    }

    @Override
    public void close() {
        if (container != null) {
            crash();
        }
        lifeline.release();
    }

    private GenericContainer<?> running() {
        if (container == null) {
            throw new IllegalStateException("This Redis is not running.");
        }
        return container;
    }

    /// As this user, whose files nobody else may read; certificates lie beside the home.
    private void lendFiles(CreateContainerCmd create) {
        try {
            Object user = Files.getAttribute(home, "unix:uid");
            String shared = String.valueOf(home.getParent());
            create.withUser(String.valueOf(user)).withEntrypoint("redis-server");
            Docker.settings(create).withBinds(new Bind(shared, new Volume(shared)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
