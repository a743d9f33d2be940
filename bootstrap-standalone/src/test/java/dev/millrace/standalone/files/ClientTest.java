package dev.millrace.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.adapter.rest.AccessKey;
import dev.millrace.adapter.rest.HookSender;
import dev.millrace.adapter.rest.ReachableNetworks;
import dev.millrace.adapter.rest.RestApi;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.adapter.rest.RestExtension;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.client.Job;
import dev.millrace.client.JobStatus;
import dev.millrace.client.Millrace;
import dev.millrace.client.NewJob;
import dev.millrace.client.Output;
import dev.millrace.client.RequestRefused;
import dev.millrace.client.Upload;
import dev.millrace.testkit.ScriptedTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client for Java, against the server that it is for.
class ClientTest {
    private static final String KEY = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// What a receiver of webhooks was sent.
    private record Message(Map<String, String> headers, String text) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @TempDir
    Path temporary;

    private final byte[] bytes = new byte[20_000_000];
    private Path film;
    private TranscodingEngine engine;
    private RestApi api;
    private Millrace millrace;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(bytes);
        film = Files.write(temporary.resolve("film.mp4"), bytes);
        FileMediaStore media = FileMediaStore.at(temporary.resolve("media"));
        SignedFiles files = SignedFiles.over(media, () -> api.uri().resolve("/files"), temporary.resolve("links.key"));
        engine = TranscodingEngine.builder()
                .media(media)
                .transfer(files)
                .tools(new ScriptedTools(Duration.ofSeconds(30)))
                .sender(HookSender.reaching(ReachableNetworks.publicAnd("127.0.0.0/8")))
                .playKey(new byte[PlayTokens.SHORTEST_KEY])
                .slots(1)
                .scratch(Files.createDirectory(temporary.resolve("scratch")))
                .start();
        api = RestApi.start(
                RestConfig.onLoopback(0).key(AccessKey.of(KEY)),
                engine.useCases(),
                new RestExtension(FilesController.class.getPackageName(), List.of(files)));
        millrace = Millrace.at(api.uri()).key(KEY);
    }

    @AfterEach
    void stop() {
        millrace.close();
        api.close();
        engine.close();
    }

    @Test
    void a_file_is_sent_and_becomes_a_job_that_is_followed_to_its_outputs() throws Exception {
        Queue<Long> sent = new ConcurrentLinkedQueue<>();
        List<JobStatus> told = new ArrayList<>();

        Upload upload = millrace.uploads().send(film, _ -> {}, sent::add);
        Job job = millrace.jobs()
                .submit(NewJob.ofUpload(upload.uploadId()).profile("test").priority(60));
        Job over = millrace.jobs().watch(job.id(), state -> told.add(state.status()));

        assertThat(upload.completed()).isTrue();
        assertThat(sent).contains((long) bytes.length).hasSize(upload.partCount());
        assertThat(over.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(over.renditions()).extracting(Job.Rendition::status).contains("completed");
        assertThat(told).endsWith(JobStatus.COMPLETED);
        assertThat(millrace.jobs().await(job.id(), PATIENCE)).isEqualTo(over);
        assertThat(millrace.jobs().outputs(job.id()))
                .isNotEmpty()
                .allSatisfy(output -> assertThat(download(output)).hasSize((int) output.size()));
    }

    @Test
    void an_upload_that_broke_off_is_resumed_by_its_id() throws Exception {
        List<Upload> begun = new ArrayList<>();
        assertThatThrownBy(() -> millrace.uploads()
                        .send(
                                film,
                                upload -> {
                                    begun.add(upload);
                                    sendFirst(upload);
                                    throw new IllegalStateException("the program ends here");
                                },
                                _ -> {}))
                .hasMessage("the program ends here");
        UUID id = begun.getFirst().uploadId();
        assertThat(millrace.uploads().get(id).arrived()).hasSize(1);

        Upload whole = ClientExamples.resume(millrace, id, film);

        assertThat(whole.completed()).isTrue();
        assertThat(stored()).anyMatch(content -> Arrays.equals(content, bytes));
        assertThat(millrace.uploads().resume(id, film).completed()).isTrue();
    }

    @Test
    void another_file_is_not_sent_in_the_place_of_the_first() throws Exception {
        List<UUID> begun = new ArrayList<>();
        millrace.uploads().send(film, upload -> begun.add(upload.uploadId()), _ -> {});
        Path other = Files.write(temporary.resolve("other.mp4"), new byte[7]);

        assertThatThrownBy(() -> millrace.uploads().resume(begun.getFirst(), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("announced with " + bytes.length);
    }

    @Test
    void jobs_are_listed_changed_and_deleted() throws Exception {
        Upload upload = millrace.uploads().send(film);
        NewJob wanted = NewJob.ofUpload(upload.uploadId()).profile("test");
        Job first = millrace.jobs().submit(wanted);

        assertThat(millrace.jobs().submit(wanted).id()).isEqualTo(first.id());
        millrace.jobs().await(first.id(), PATIENCE);
        assertThat(millrace.jobs().newest(10)).extracting(Job::id).containsExactly(first.id());
        assertThat(millrace.jobs().newest(10, JobStatus.FAILED)).isEmpty();
        assertThatThrownBy(() -> millrace.jobs().cancel(first.id()))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("state_conflict"));
        millrace.jobs().delete(first.id());
        assertThatThrownBy(() -> millrace.jobs().get(first.id()))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(404));
    }

    @Test
    void the_example_of_the_docs_ends_with_a_video_that_plays() throws Exception {
        URI address = ClientExamples.play(api.uri(), KEY, film);

        try (HttpClient player = HttpClient.newHttpClient()) {
            var manifest = player.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(manifest.body()).startsWith("#EXTM3U");
        }
    }

    @Test
    void what_the_server_tells_a_webhook_is_genuine_and_anything_else_is_not() throws Exception {
        BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> take(exchange, messages));
        receiver.start();
        try {
            String secret = webhook(receiver.getAddress().getPort());
            Upload upload = millrace.uploads().send(film);
            millrace.jobs().submit(NewJob.ofUpload(upload.uploadId()).profile("test"));
            Message message = messages.poll(30, TimeUnit.SECONDS);

            ClientExamples.receive(secret, message.headers(), message.body());

            String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
            assertThatThrownBy(() -> ClientExamples.receive(other, message.headers(), message.body()))
                    .isInstanceOf(SecurityException.class);
        } finally {
            receiver.stop(0);
        }
    }

    private static void take(HttpExchange exchange, Queue<Message> messages) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            messages.add(
                    new Message(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private String webhook(int port) throws Exception {
        try (HttpClient other = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(api.uri().resolve("/webhooks"))
                    .header("Authorization", "Bearer " + KEY)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"url\": \"http://127.0.0.1:" + port + "/\"}"))
                    .build();
            return new ObjectMapper()
                    .readTree(other.send(request, BodyHandlers.ofString()).body())
                    .get("secret")
                    .textValue();
        }
    }

    @Test
    void the_snippets_of_the_page_are_those_that_are_run() throws Exception {
        String run = bare(Files.readString(Path.of("src/test/java/dev/millrace/standalone/files/ClientExamples.java")));
        String page = Files.readString(Path.of("../docs/client.md"));
        List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> bare(found.group(1)))
                .toList();

        assertThat(snippets).hasSize(3).allSatisfy(snippet -> assertThat(run).contains(snippet));
    }

    private static String bare(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void without_a_key_everything_is_refused() {
        try (var nobody = Millrace.at(api.uri())) {
            assertThatThrownBy(() -> nobody.jobs().newest(1))
                    .isInstanceOfSatisfying(
                            RequestRefused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo("key_required"));
        }
    }

    private void sendFirst(Upload upload) {
        try (HttpClient other = HttpClient.newHttpClient()) {
            Upload.Part part = upload.parts().getFirst();
            byte[] content = Arrays.copyOf(bytes, (int) part.size());
            other.send(
                    HttpRequest.newBuilder(part.url())
                            .PUT(BodyPublishers.ofByteArray(content))
                            .build(),
                    BodyHandlers.discarding());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] download(Output output) throws Exception {
        try (HttpClient other = HttpClient.newHttpClient()) {
            return other.send(HttpRequest.newBuilder(URI.create(output.url())).build(), BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private List<byte[]> stored() throws Exception {
        List<byte[]> all = new ArrayList<>();
        try (var files = Files.walk(temporary.resolve("media"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all;
    }
}
