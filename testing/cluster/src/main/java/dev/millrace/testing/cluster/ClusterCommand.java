package dev.millrace.testing.cluster;

import dev.millrace.bootstrap.SecondSignal;
import dev.millrace.testing.servers.GuardedProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Starts everything, says what runs, and waits for the signal to stop.
@Command(
        name = "./millrace cluster",
        description = {
            "Runs a distributed Millrace on this machine, for trying: PostgreSQL, Redis, an S3 server, an API and workers,",
            "each a process of its own. Ctrl-C stops all of it and removes what it kept."
        },
        sortOptions = false)
final class ClusterCommand implements Callable<Integer> {
    static final Duration TO_STOP = Duration.ofMinutes(1);

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_WORKERS = 32;
    private static final int MOST_SLOTS = 64;
    private static final int FAILED = 1;

    private final PrintStream out;
    private volatile boolean stopping;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--workers", paramLabel = "NUMBER", description = "How many workers; 2 unless given.")
    private int workers = 2;

    @Option(
            names = "--slots",
            paramLabel = "NUMBER",
            description = "Tasks at a time in each worker; unless given, what a worker takes for this machine.")
    private @Nullable Integer slots;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "Where the API listens on 127.0.0.1; 8080 unless given. 0 takes any free one.")
    private int port = 8080;

    ClusterCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        long began = System.nanoTime();
        try (Cluster cluster = Cluster.ofServers()) {
            GuardedProgram api = cluster.launchApi(Map.of("API_PORT", Integer.toString(port)));
            List<GuardedProgram> crew = new ArrayList<>();
            for (int number = 1; number <= workers; number++) {
                crew.add(cluster.launchWorker(settings(number)));
            }
            URI address = Cluster.address(api);
            for (GuardedProgram worker : crew) {
                Cluster.awaitReady(worker);
            }
            tell(cluster, api, crew);
            say("api", "%s, process %d".formatted(address, api.process().pid()));
            say("ready", "after %d s; Ctrl-C stops everything".formatted(secondsSince(began)));
            out.flush();
            awaitSignal();
        }
        System.err.println("Stopped. Nothing was left behind.");
        return FAILED; // of which nobody hears: the process ends by the signal
    }

    private void check() throws IOException {
        requireWithin("--workers", workers, 1, MOST_WORKERS);
        requireWithin("--port", port, 0, HIGHEST_PORT);
        if (slots != null) {
            requireWithin("--slots", slots, 1, MOST_SLOTS);
        }
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            // It is free, so the API can have it.
        } catch (IOException taken) {
            throw new IOException(
                    "port " + port + " on 127.0.0.1 is taken; stop what listens there, or choose another by --port.",
                    taken);
        }
    }

    private void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is a number from " + least + " to " + most + ", not " + value);
        }
    }

    private Map<String, String> settings(int number) {
        Map<String, String> settings = new HashMap<>(Map.of("MILLRACE_WORKER_NAME", "worker-" + number));
        if (slots != null) {
            settings.put("MILLRACE_SLOTS", slots.toString());
        }
        return settings;
    }

    private void tell(Cluster cluster, GuardedProgram api, List<GuardedProgram> crew) throws IOException {
        Files.writeString(cluster.folder().resolve("environment"), variables(cluster.environment()));
        say(
                "postgresql",
                cluster.database().url() + ", user " + cluster.database().user());
        say("redis", cluster.redis().url());
        say("s3", "%s, bucket %s".formatted(cluster.storage().endpoint(), Cluster.BUCKET));
        say("settings", cluster.folder().resolve("environment") + " has their passwords and keys");
        for (int i = 0; i < crew.size(); i++) {
            GuardedProgram worker = crew.get(i);
            String name = "worker-" + (i + 1);
            long process = worker.process().pid();
            say(name, "process %d: kill -9 %d (log: %s)".formatted(process, process, worker.log()));
            tellEnd(name, worker, "; others take its tasks over within 20 s");
        }
        tellEnd("api", api, "; jobs go on without it");
    }

    private static String variables(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    /// Says it when a program ends before the cluster does.
    private void tellEnd(String name, GuardedProgram program, String meaning) {
        Thread.ofVirtual().start(() -> {
            int code = program.process().onExit().join().exitValue();
            if (!stopping) {
                say(name, "ended with " + code + meaning);
                out.flush();
            }
        });
    }

    private void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            stopping = true;
            SecondSignal.endsAtOnce();
        }
    }

    private void say(String label, String text) {
        out.printf("%-12s%s%n", label, text);
    }

    private static long secondsSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
