package dev.millrace.testing.servers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;

/// What the servers have in common that run in containers.
final class Docker {
    /// Whether containers were asked for. Nobody looks whether there is a Docker without that: one that hangs takes a
    /// minute and a half to find out.
    static final boolean IS_WANTED = Boolean.parseBoolean(System.getenv("TESTS_USE_DOCKER"));

    private Docker() {}

    /// What a container that is about to be made gets of this machine.
    static HostConfig settings(CreateContainerCmd create) {
        HostConfig there = create.getHostConfig();
        if (there != null) {
            return there;
        }
        HostConfig fresh = HostConfig.newHostConfig();
        create.withHostConfig(fresh);
        return fresh;
    }

    /// Fixes a port beforehand, because Docker gives a container that is started again another one.
    static void publish(CreateContainerCmd create, int outside, int inside) {
        var binding = new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", outside), new ExposedPort(inside));
        settings(create).withPortBindings(binding);
    }
}
