package dev.millrace.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.adapter.local.SignedFiles.Answer;
import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.DirectTransferContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedFilesTest {
    private static final URI BASE = URI.create("http://localhost:8080/files");
    private static final ObjectKey KEY = new ObjectKey("t/default/uploads/1/film.mp4");
    private static final int PART = (int) UploadParts.SMALLEST_PART.bytes();
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path temporary;

    private final AdjustableClock clock = new AdjustableClock();
    private Path root;
    private Path keyFile;
    private FileMediaStore store;
    private SignedFiles files;

    @BeforeEach
    void open() throws IOException {
        root = temporary.toRealPath().resolve("media");
        keyFile = temporary.resolve("secrets/links.key");
        store = FileMediaStore.at(root);
        files = signedFiles(store);
    }

    @Nested
    class Surviving_a_power_cut extends Contract {
        @Override
        protected DirectTransfer transfer() {
            return files;
        }
    }

    @Nested
    class Passing extends Contract {
        @Override
        protected DirectTransfer transfer() throws IOException {
            return signedFiles(FileMediaStore.passing(root));
        }
    }

    @Nested
    class Opened_again_for_each_call extends Contract {
        @Override
        protected DirectTransfer transfer() throws IOException {
            return signedFiles(FileMediaStore.at(root));
        }
    }

    abstract class Contract extends DirectTransferContract {
        @Override
        protected MediaStore media() {
            return store;
        }

        @Override
        protected Instant now() {
            return clock.instant();
        }

        @Override
        protected boolean put(URI link, byte[] bytes) throws IOException {
            return ask("PUT", link) instanceof Answer.Part part
                    && part.taker().take(new ByteArrayInputStream(bytes)).isEmpty();
        }

        @Override
        protected Optional<byte[]> get(URI link) throws IOException {
            return ask("GET", link) instanceof Answer.Download download
                    ? Optional.of(Files.readAllBytes(download.file()))
                    : Optional.empty();
        }
    }

    @Test
    void a_link_names_the_object_and_its_end() {
        URI link = files.download(new ObjectKey("t/default/a b/ä+&?#.m4s"), clock.instant());

        assertThat(link.toString())
                .startsWith("http://localhost:8080/files/objects/t/default/a%20b/%C3%A4%2B%26%3F%23.m4s"
                        + "?expires=1767225600&signature=")
                .matches(".*signature=[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-film.mp4", ".hidden", "a b/c  d.mp4", "100 %d.mp4", "a+b#c?d&e=f", "Грязь/映画.mp4", "~", "a:b"})
    void any_well_formed_key_can_be_linked_to(String name) throws Exception {
        ObjectKey key = new ObjectKey("uploads/" + name);
        store.put(key, file("x"), MediaType.MP4);

        Answer answer = ask("GET", files.download(key, later()));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Download.class,
                        download -> assertThat(download.file()).hasContent("x"));
    }

    @Test
    void a_download_says_what_a_server_tells_of_it() throws Exception {
        ObjectKey key = new ObjectKey("t/default/jobs/1/a.m4s");
        store.put(key, file("moving pictures"), MediaType.MP4);
        Path stored = root.resolve(key.value());
        Files.setLastModifiedTime(stored, FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));

        Answer answer = ask("HEAD", files.download(key, later()));

        assertThat(answer)
                .isEqualTo(new Answer.Download(
                        stored,
                        new ByteSize(15),
                        new MediaType("video/iso.segment"),
                        Instant.parse("2026-01-02T03:04:05Z"),
                        "\"f-19b7ca98f2e\"",
                        true));
    }

    @Test
    void what_lies_at_the_root_may_be_replaced_and_is_not_kept_by_caches() throws Exception {
        ObjectKey key = new ObjectKey("uploads/test/video.mp4");
        store.put(key, file("x"), MediaType.MP4);

        assertThat(ask("GET", files.download(key, later())))
                .isInstanceOfSatisfying(
                        Answer.Download.class,
                        download -> assertThat(download.immutable()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "master.m3u8, application/vnd.apple.mpegurl",
        "manifest.mpd, application/dash+xml",
        "0.m4s, video/iso.segment",
        "FILM.MP4, video/mp4",
        "sound.m4a, audio/mp4",
        "en.vtt, text/vtt",
        "poster.jpg, image/jpeg",
        "result.json, application/json",
        "page.html, application/octet-stream",
        "picture.svg, application/octet-stream",
        "nothing, application/octet-stream",
        "mp4, video/mp4"
    })
    void a_type_is_known_by_the_end_of_the_name(String name, String type) {
        assertThat(FileTypes.of(new ObjectKey("t/default/" + name))).isEqualTo(new MediaType(type));
    }

    @Test
    void a_link_serves_until_its_end_and_not_beyond() throws Exception {
        store.put(KEY, file("x"), MediaType.MP4);
        URI link = files.download(KEY, clock.instant().plusSeconds(10).plusMillis(999));

        clock.advance(Duration.ofMillis(9_999));
        assertThat(ask("GET", link)).isInstanceOf(Answer.Download.class);

        clock.advance(Duration.ofMillis(1));
        assertRefused(ask("GET", link), FailureCode.LINK_EXPIRED);
    }

    @Test
    void any_change_to_a_link_is_noticed() throws Exception {
        store.put(KEY, file("x"), MediaType.MP4);
        UploadTicket ticket = open(15);
        for (URI link : List.of(files.download(KEY, later()), part(ticket, 1))) {
            String sent = link.getRawPath().substring("/files".length()) + "?" + link.getRawQuery();
            String method = sent.startsWith("/parts") ? "PUT" : "GET";
            for (int i = 0; i < sent.length(); i++) {
                for (String other : List.of("", "0", "A", "/", "%2f", "&", "9" + sent.charAt(i))) {
                    String changed = sent.substring(0, i) + other + sent.substring(i + 1);
                    if (!sameAs(sent, changed)) {
                        assertRefused(ask(method, changed), FailureCode.LINK_REFUSED);
                    }
                }
            }
        }
    }

    /// The first slash may be left out, and any may be encoded: the link is the same.
    private static boolean sameAs(String sent, String changed) {
        return changed.replace("%2f", "/").replaceFirst("^/?", "/").equals(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/objects/a",
                "/objects/a?",
                "/objects/a?expires=1&expires=1&signature=x",
                "/objects/a?expires=99999999999999999999&signature=x",
                "/objects/a?expires=-1&signature=x",
                "/objects/a?expires=1&signature=x&size=1",
                "/objects/%zz?expires=1&signature=x",
                "/objects/%?expires=1&signature=x",
                "/objects/%ff?expires=1&signature=x",
                "/objects/../a?expires=1&signature=x",
                "/objects/%2e%2e/a?expires=1&signature=x",
                "/objects//etc/passwd?expires=1&signature=x",
                "/objects/a%00?expires=1&signature=x",
                "/objects/ä?expires=1&signature=x",
                "/parts/../1?size=1&expires=1&signature=x",
                "/parts/0123456789abcdef0123456789abcdef/0?size=1&expires=1&signature=x",
                "/parts/0123456789abcdef0123456789abcdef/10001?size=1&expires=1&signature=x",
                "/parts/0123456789abcdef0123456789abcdef/1?size=0&expires=1&signature=x",
                "/parts/0123456789abcdef0123456789abcdef/1?expires=1&signature=x"
            })
    void what_is_no_link_is_refused(String sent) {
        assertRefused(ask("GET", sent), FailureCode.LINK_REFUSED);
        assertRefused(ask("PUT", sent), FailureCode.LINK_REFUSED);
    }

    @Test
    void a_link_is_for_one_method() throws Exception {
        store.put(KEY, file("x"), MediaType.MP4);

        for (String method : List.of("PUT", "POST", "DELETE", "get", "OPTIONS")) {
            assertRefused(ask(method, files.download(KEY, later())), FailureCode.LINK_REFUSED);
        }
        for (String method : List.of("GET", "HEAD", "POST", "DELETE")) {
            assertRefused(ask(method, part(open(15), 1)), FailureCode.LINK_REFUSED);
        }
    }

    @Test
    void a_link_to_a_symbolic_link_leads_nowhere() throws Exception {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("t/default"));
        Files.createSymbolicLink(root.resolve("t/default/a.mp4"), secret);
        Files.createSymbolicLink(root.resolve("t/default/folder"), temporary);

        for (String key : List.of("t/default/a.mp4", "t/default/folder/secret", ".millrace/parts")) {
            assertRefused(ask("GET", files.download(new ObjectKey(key), later())), FailureCode.INPUT_NOT_FOUND);
        }
    }

    @Test
    void another_key_makes_other_links() throws Exception {
        store.put(KEY, file("x"), MediaType.MP4);
        URI link = files.download(KEY, later());
        assertThat(ask("GET", link)).isInstanceOf(Answer.Download.class);

        Files.delete(keyFile);
        files = signedFiles(store);

        assertRefused(ask("GET", link), FailureCode.LINK_REFUSED);
    }

    @Test
    void the_key_is_made_once_for_its_owner_alone() throws Exception {
        byte[] key = Files.readAllBytes(keyFile);

        signedFiles(store);

        assertThat(keyFile).hasBinaryContent(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(names(keyFile.getParent())).containsExactly("links.key");
    }

    @Test
    void a_key_that_others_may_read_is_not_used() throws Exception {
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> signedFiles(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("may be read by others");
    }

    @Test
    void a_damaged_key_is_not_used() throws Exception {
        Files.write(keyFile, new byte[31]);

        assertThatThrownBy(() -> signedFiles(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_part_that_breaks_off_leaves_nothing_and_can_be_sent_again() throws Exception {
        UploadTicket ticket = open(15);
        Answer.Part part = (Answer.Part) ask("PUT", part(ticket, 1));
        InputStream broken = new SequenceInputStream(bytes(7), new CutOff());

        assertThatThrownBy(() -> part.taker().take(broken)).hasMessage("connection reset");

        assertThat(names(root.resolve(".millrace/incoming"))).isEmpty();
        assertThat(files.arrived(ticket)).isEmpty();
        assertThat(part.taker().take(bytes(15))).isEmpty();
        assertThat(files.arrived(ticket)).containsExactly(new ArrivedPart(1, new ByteSize(15)));
    }

    @Test
    void a_part_that_is_too_long_is_not_read_to_its_end() throws Exception {
        Answer.Part part = (Answer.Part) ask("PUT", part(open(15), 1));
        InputStream tooLong = bytes(1000);

        assertThat(part.taker().take(tooLong))
                .hasValueSatisfying(failure -> assertThat(failure.code()).isEqualTo(FailureCode.PART_TOO_LARGE));

        assertThat(tooLong.available()).isEqualTo(1000 - 16);
        assertThat(names(root.resolve(".millrace/incoming"))).isEmpty();
    }

    @Test
    void an_upload_that_does_not_fit_on_the_disk_is_refused_at_once() {
        assertThatThrownBy(() -> files.open(KEY, MediaType.MP4, UploadParts.of(UploadParts.LARGEST)))
                .isInstanceOfSatisfying(
                        MediaFailed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.DISK_FULL));
        assertThat(root.resolve(".millrace/parts")).doesNotExist();
    }

    /// Every state a crash can leave behind between two system calls of joining is made from a copy of the folder.
    @Test
    void joining_goes_on_wherever_a_crash_stopped_it() throws Exception {
        byte[] film = film(2 * PART + 1);
        UploadTicket ticket = openWithAllParts(film);
        Path folder = root.resolve(".millrace/parts").resolve(ticket.token());
        Path before = copied(folder, temporary.resolve("before"));
        Path whole = folder.resolve("whole");
        List<Step> steps = List.of(
                () -> Files.move(folder.resolve("00001"), whole),
                () -> Files.write(whole, Arrays.copyOf(film, PART + 1234)),
                () -> Files.write(whole, Arrays.copyOf(film, 2 * PART)),
                () -> Files.delete(folder.resolve("00002")),
                () -> Files.write(whole, film),
                () -> Files.delete(folder.resolve("00003")),
                () -> store.adopt(KEY, whole),
                () -> Files.delete(folder));

        for (int done = 0; done <= steps.size(); done++) {
            files.abort(ticket);
            store.delete(List.of(KEY));
            copied(before, folder);
            for (Step step : steps.subList(0, done)) {
                step.run();
            }
            SignedFiles restarted = signedFiles(FileMediaStore.at(root));

            assertThat(restarted.complete(ticket)).as("after step " + done).isEqualTo(new Joining.Whole());

            assertThat(root.resolve(KEY.value())).hasBinaryContent(film);
            assertThat(names(root.resolve(".millrace/parts"))).isEmpty();
        }
    }

    @Test
    void all_parts_count_as_arrived_while_they_are_joined() throws Exception {
        UploadTicket ticket = openWithAllParts(film(2 * PART + 1));
        Path folder = root.resolve(".millrace/parts").resolve(ticket.token());
        Files.move(folder.resolve("00001"), folder.resolve("whole"));

        assertThat(files.arrived(ticket)).extracting(ArrivedPart::number).containsExactly(1, 2, 3);
    }

    @Test
    void completing_at_once_makes_one_whole_object() throws Exception {
        byte[] film = film(2 * PART + 1);
        UploadTicket ticket = openWithAllParts(film);
        Callable<Joining> complete = () -> files.complete(ticket);

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : callers.invokeAll(List.of(complete, complete, complete, complete))) {
                assertThat(answer.get()).isEqualTo(new Joining.Whole());
            }
        }

        assertThat(root.resolve(KEY.value())).hasBinaryContent(film);
    }

    @Test
    void parts_sent_at_once_all_arrive() throws Exception {
        byte[] film = film(2 * PART + 1);
        UploadTicket ticket = open(film.length);
        List<Callable<Boolean>> senders = new ArrayList<>();
        for (int number : List.of(1, 2, 3, 1, 2, 3)) {
            senders.add(() -> send(ticket, number, film));
        }

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var taken : callers.invokeAll(senders)) {
                assertThat(taken.get()).isTrue();
            }
        }

        assertThat(files.complete(ticket)).isEqualTo(new Joining.Whole());
        assertThat(root.resolve(KEY.value())).hasBinaryContent(film);
    }

    @Test
    void parts_that_nobody_can_complete_any_more_are_removed_after_eight_days() throws Exception {
        UploadTicket ticket = openWithAllParts(film(15));
        Path folder = root.resolve(".millrace/parts").resolve(ticket.token());

        reopened(Duration.ofDays(7));
        assertThat(folder).isDirectory();

        reopened(Duration.ofDays(9));
        assertThat(folder).doesNotExist();
    }

    @Test
    void no_two_uploads_share_a_token() throws Exception {
        Set<String> tokens = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            tokens.add(open(15).token());
        }

        assertThat(tokens).hasSize(100);
    }

    @Test
    void a_token_that_is_no_name_of_a_folder_reaches_nothing() throws Exception {
        store.put(new ObjectKey("a"), file("x"), MediaType.MP4);
        for (String token : List.of("..", "../..", ".", "/", "a")) {
            UploadTicket ticket = new UploadTicket(KEY, MediaType.MP4, UploadParts.of(new ByteSize(15)), token);

            files.abort(ticket);

            assertThat(files.arrived(ticket)).isEmpty();
            assertThat(files.complete(ticket)).isEqualTo(new Joining.Gone());
        }
        assertThat(root.resolve("a")).hasContent("x");
    }

    private SignedFiles signedFiles(FileMediaStore over) throws IOException {
        return SignedFiles.over(over, () -> BASE, keyFile, clock);
    }

    private void reopened(Duration later) throws IOException {
        Clock then = Clock.offset(Clock.systemUTC(), later);
        assertThat(new FileMediaStore(root, Durability.SYNCED, then, 10)).isNotNull();
    }

    private UploadTicket open(int size) throws MediaFailed {
        return files.open(KEY, MediaType.MP4, new UploadParts(new ByteSize(size), UploadParts.SMALLEST_PART));
    }

    private UploadTicket openWithAllParts(byte[] film) throws Exception {
        UploadTicket ticket = open(film.length);
        for (int number = 1; number <= ticket.parts().count(); number++) {
            assertThat(send(ticket, number, film)).isTrue();
        }
        return ticket;
    }

    private boolean send(UploadTicket ticket, int number, byte[] film) throws IOException {
        int from = (number - 1) * PART;
        Answer.Part part = (Answer.Part) ask("PUT", part(ticket, number));
        return part.taker()
                .take(new ByteArrayInputStream(film, from, Math.min(PART, film.length - from)))
                .isEmpty();
    }

    private URI part(UploadTicket ticket, int number) {
        return files.sign(ticket, List.of(ticket.parts().part(number)), later())
                .getFirst()
                .link();
    }

    private Instant later() {
        return clock.instant().plus(HOUR);
    }

    private Answer ask(String method, URI link) {
        return files.answer(method, link.getRawPath().substring(BASE.getPath().length()), link.getRawQuery());
    }

    private Answer ask(String method, String sent) {
        String[] parts = sent.split("\\?", 2);
        return files.answer(method, parts[0], parts.length == 2 ? parts[1] : null);
    }

    private static void assertRefused(Answer answer, FailureCode code) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(code));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(temporary, "put", ""), content);
    }

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream("x".repeat(count).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] film(int size) {
        byte[] film = new byte[size];
        new Random(1).nextBytes(film);
        return film;
    }

    private static Path copied(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                Files.copy(entry, to.resolve(entry.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /// A client that is gone.
    private static final class CutOff extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("connection reset");
        }
    }

    /// One system call of joining.
    private interface Step {
        void run() throws IOException;
    }
}
