package dev.millrace.standalone.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.adapter.ffmpeg.ToolchainReport;
import dev.millrace.adapter.local.DatabaseUnusable;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.local.ManagedPostgres;
import dev.millrace.adapter.local.PostgresPrograms;
import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.adapter.postgres.PostgresPersistence;
import dev.millrace.adapter.rest.HookSender;
import dev.millrace.adapter.rest.RestApi;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.adapter.rest.RestExtension;
import dev.millrace.adapter.rest.RestLimits;
import dev.millrace.application.client.CheckHealth;
import dev.millrace.application.engine.TimeOrderedIds;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.Persistence;
import dev.millrace.bootstrap.Parts;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.RetryPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// How the parts of a server are put together: API and worker in one process, on one folder of this machine.
public final class Server implements AutoCloseable {
    /// Progress is told with heartbeats, and the database is near.
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Parts parts;
    private final URI uri;
    private final List<Line> lines;

    /// Something to be told at the start.
    ///
    /// @param label one word
    /// @param text the rest
    public record Line(String label, String text) {}

    private Server(Parts parts, URI uri, List<Line> lines) {
        this.parts = parts;
        this.uri = uri;
        this.lines = List.copyOf(lines);
    }

    /// Starts everything; when it returns, requests are answered and work goes on where it stopped.
    ///
    /// @throws ServerFailed when it can't; nothing runs then
    /// @throws dev.millrace.adapter.ffmpeg.NoUsableFfmpeg when there is none; nothing runs then
    /// @throws InterruptedException when interrupted; nothing runs then
    public static Server start(ServerSettings settings) throws ServerFailed, InterruptedException {
        try (Parts parts = new Parts();
                Search search = Search.begin(settings.ffmpeg())) {
            requireFree(settings.host(), settings.port());
            DataFolder folder = parts.add(DataFolder.open(settings.data(), PostgresPrograms.runAsAnotherUser()));
            PostgresPrograms programs = PostgresPrograms.unpacked(caches(settings, folder));
            ManagedPostgres database = parts.add(ManagedPostgres.start(folder.database(), programs));
            HikariDataSource pool = parts.add(Pool.of(database, settings.slots()));
            HikariDataSource heartbeats = parts.add(Pool.ofHeartbeats(database));
            Persistence persistence = PostgresPersistence.over(pool, heartbeats);
            FileMediaStore media = FileMediaStore.alone(folder.media());
            CompletableFuture<URI> address = new CompletableFuture<>();
            SignedFiles files = SignedFiles.over(media, () -> URI.create(address.join() + "/files"), folder.linkKey());
            FfmpegToolchain tools = search.found();
            TranscodingEngine engine = parts.add(TranscodingEngine.builder()
                    .persistence(persistence)
                    .media(media)
                    .transfer(files)
                    .sender(HookSender.reaching(settings.webhooks()))
                    .part(part("ffmpeg", version(tools)))
                    .part(part("sandbox", tools.report().guard()))
                    .playKey(Secret.in(folder.playKey()))
                    .tools(tools)
                    .chunkPolicy(settings.chunks())
                    .slots(settings.slots())
                    .queuedJobs(settings.serving().queuedJobs())
                    .heartbeat(HEARTBEAT)
                    .scratch(folder.emptyScratch())
                    .worker(successor(folder, persistence))
                    .start());
            RestApi api = parts.add(listen(settings, engine, files));
            URI listens = at(settings.host(), api.uri().getPort());
            address.complete(settings.publicUrl().orElse(listens));
            return new Server(parts.handedOver(), listens, lines(folder, programs, tools));
        } catch (DatabaseUnusable e) {
            throw new ServerFailed(e.failure());
        } catch (IOException e) {
            throw new ServerFailed(
                    FailureCode.DATA_FOLDER_UNUSABLE,
                    "The data folder " + settings.data() + " can't be used: " + e.getMessage() + ".");
        }
    }

    /// Where it listens.
    public URI uri() {
        return uri;
    }

    /// What is worth knowing of it, for people.
    public List<Line> lines() {
        return lines;
    }

    /// Hands unfinished work back, finishes requests, and ends the database. Returns when nothing of it runs any more.
    @Override
    public void close() {
        parts.close();
    }

    /// What can't change while the process runs.
    private static CheckHealth.Part part(String name, String detail) {
        return new CheckHealth.Part(name, () -> new CheckHealth.Component(name, CheckHealth.Status.UP, detail));
    }

    /// Without its place: the address of health is open to whoever reaches the server.
    private static String version(FfmpegToolchain tools) {
        return tools.report().findings().stream()
                .filter(ToolchainReport.Finding::accepted)
                .map(finding -> finding.origin() + ": " + finding.detail())
                .findFirst()
                .orElseThrow();
    }

    /// Ends the leases of the process that had this folder before, whose death is sure because the folder is ours now, so
    /// that its tasks go on at once; and names the worker of this process, for the next one to do the same.
    private static WorkerId successor(DataFolder folder, Persistence persistence) throws IOException {
        Optional<WorkerId> previous = folder.previousWorker();
        previous.ifPresent(dead -> persistence.tasks().forsake(dead, RetryPolicy.STANDARD));
        WorkerId worker = new TimeOrderedIds(Clock.systemUTC(), new SecureRandom()).worker();
        folder.remember(worker);
        return worker;
    }

    /// The API, with the way to media that are kept here.
    private static RestApi listen(ServerSettings settings, TranscodingEngine engine, SignedFiles files)
            throws ServerFailed {
        RestConfig listening = RestConfig.onLoopback(settings.port())
                .host(settings.host().getHostAddress())
                .origins(settings.origins())
                .limits(RestLimits.STANDARD.perSecond(settings.serving().perSecond()))
                .accessLog(settings.serving().accessLog());
        RestConfig named = settings.publicUrl().map(listening::publicUrl).orElse(listening);
        RestConfig config = settings.key().map(named::key).orElse(named);
        RestExtension links = new RestExtension("dev.millrace.standalone.files", List.of(files));
        try {
            return RestApi.start(config, engine.useCases(), links);
        } catch (RuntimeException failed) {
            if (failed.getCause() instanceof BindException taken) {
                throw unusable(settings.host(), settings.port(), taken); // taken while everything else was started
            }
            throw failed;
        }
    }

    private static URI at(InetAddress host, int port) {
        String name = host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        return URI.create("http://" + name + ":" + port);
    }

    /// Tells of an address that can't be had before anything is started.
    private static void requireFree(InetAddress host, int port) throws ServerFailed {
        try (var _ = new ServerSocket(port, 1, host)) {
            return;
        } catch (IOException e) {
            throw unusable(host, port, e);
        }
    }

    private static ServerFailed unusable(InetAddress host, int port, IOException reason) {
        return new ServerFailed(
                FailureCode.ADDRESS_UNUSABLE,
                "The server can't listen on port " + port + " of " + host.getHostAddress() + " (" + reason.getMessage()
                        + "); end the program that has it, or choose another with --port.");
    }

    private static List<Path> caches(ServerSettings settings, DataFolder folder) {
        return Stream.concat(settings.caches().stream(), Stream.of(folder.programs()))
                .toList();
    }

    private static List<Line> lines(DataFolder folder, PostgresPrograms programs, FfmpegToolchain tools) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("data", folder.place().toString()));
        lines.add(new Line("database", programs.version()));
        tools.report()
                .text()
                .lines()
                .filter(line -> line.startsWith("uses "))
                .forEach(line -> lines.add(new Line("ffmpeg", line)));
        lines.add(new Line("safety", tools.report().guard()));
        return lines;
    }
}
