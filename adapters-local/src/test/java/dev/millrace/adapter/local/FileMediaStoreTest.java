package dev.millrace.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Page;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.testkit.MediaStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMediaStoreTest {
    private static final MediaType TYPE = MediaType.MP4;

    @TempDir
    Path temporary;

    private Path root;
    private FileMediaStore store;

    @BeforeEach
    void open() throws IOException {
        root = temporary.toRealPath().resolve("media");
        store = FileMediaStore.at(root);
    }

    @Nested
    class Surviving_a_power_cut extends MediaStoreContract {
        @Override
        protected MediaStore store() throws IOException {
            return new FileMediaStore(root, Durability.SYNCED, Clock.systemUTC(), 7);
        }
    }

    @Nested
    class Passing extends MediaStoreContract {
        @Override
        protected MediaStore store() throws IOException {
            return new FileMediaStore(root, Durability.UNSYNCED, Clock.systemUTC(), 1);
        }
    }

    @Nested
    class With_a_lent_file extends MediaStoreContract {
        @Override
        protected MediaStore store() throws IOException {
            Path lent = Files.writeString(temporary.resolve("lent"), "lent");
            return new FileMediaStore(root, Durability.UNSYNCED, Clock.systemUTC(), 7)
                    .lending(lent, new ObjectKey("source"));
        }
    }

    @Test
    void a_lent_file_is_read_where_it_lies_and_never_changed() throws Exception {
        Path film = Files.writeString(temporary.resolve("film.mp4"), "moving pictures");
        ObjectKey key = new ObjectKey("source");
        MediaStore lending = store.lending(film, key);

        assertThat(lending.size(key)).contains(new ByteSize(15));
        assertThat(lending.local(key)).contains(film);
        try (InputStream in = lending.read(key, new ByteRange(7, 4))) {
            assertThat(in).hasContent("pict");
        }
        lending.delete(List.of(key));
        assertThatIllegalArgumentException().isThrownBy(() -> lending.put(key, file("x"), TYPE));
        assertThat(film).hasContent("moving pictures");

        Files.delete(film);
        assertThat(lending.size(key)).isEmpty();
        assertFails(() -> lending.read(key, ByteRange.ALL), FailureCode.INPUT_NOT_FOUND);
        assertFails(() -> lending.local(key), FailureCode.INPUT_NOT_FOUND);
    }

    @Test
    void a_key_is_the_path_of_a_plain_file() throws Exception {
        store.put(new ObjectKey("uploads/film.mp4"), file("x"), TYPE);

        assertThat(root.resolve("uploads/film.mp4")).hasContent("x");
        assertThat(store.local(new ObjectKey("uploads/film.mp4"))).contains(root.resolve("uploads/film.mp4"));
    }

    @Test
    void a_file_laid_into_the_folder_by_hand_is_an_object() throws Exception {
        Files.createDirectories(root.resolve("uploads"));
        Files.writeString(root.resolve("uploads/film.mp4"), "x");

        assertThat(store.size(new ObjectKey("uploads/film.mp4"))).isPresent();
        assertThat(keys("uploads/")).containsExactly("uploads/film.mp4");
    }

    @Test
    void what_is_not_there_has_no_place_on_this_machine() {
        assertFails(() -> store.local(new ObjectKey("absent")), FailureCode.INPUT_NOT_FOUND);
    }

    @Test
    void a_put_on_the_same_disk_takes_no_room() throws Exception {
        Path file = file("moving pictures");

        store.put(new ObjectKey("a"), file, TYPE);

        assertThat(Files.isSameFile(file, root.resolve("a"))).isTrue();
    }

    @Test
    void what_a_symbolic_link_names_is_stored_and_not_the_link() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), file("moving pictures"));

        store.put(new ObjectKey("a"), link, TYPE);

        assertThat(root.resolve("a")).isRegularFile().hasContent("moving pictures");
        assertThat(Files.isSymbolicLink(root.resolve("a"))).isFalse();
    }

    @Test
    void no_link_leads_out_of_the_folder() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

        for (String key : List.of("folder/secret", "file")) {
            assertThat(store.size(new ObjectKey(key))).as(key).isEmpty();
            assertFails(() -> store.read(new ObjectKey(key), ByteRange.ALL), FailureCode.INPUT_NOT_FOUND);
            assertFails(() -> store.local(new ObjectKey(key)), FailureCode.INPUT_NOT_FOUND);
        }
        assertThat(keys("folder/")).isEmpty();
        store.delete(List.of(new ObjectKey("folder/secret")));
        assertFails(
                () -> store.put(new ObjectKey("folder/deep/new"), file("x"), TYPE), FailureCode.STORAGE_UNAVAILABLE);
        assertThat(names(outside)).containsExactly("secret");
    }

    @Test
    void putting_over_a_link_replaces_the_link_and_not_what_it_names() throws Exception {
        Path outside = Files.writeString(temporary.resolve("outside"), "mine");
        Files.createSymbolicLink(root.resolve("file"), outside);

        store.put(new ObjectKey("file"), file("x"), TYPE);

        assertThat(outside).hasContent("mine");
        assertThat(root.resolve("file")).hasContent("x");
    }

    @Test
    void only_plain_files_are_objects() throws Exception {
        Files.createDirectories(root.resolve("folder/empty"));
        Files.createSymbolicLink(root.resolve("folder/link"), root.resolve("folder/empty"));
        Files.writeString(root.resolve("folder/no\\key"), "x");

        assertThat(keys("folder/")).isEmpty();
        assertThat(store.size(new ObjectKey("folder/empty"))).isEmpty();
    }

    @Test
    void the_store_s_own_folder_holds_no_objects() throws Exception {
        store.put(new ObjectKey("a"), file("x"), TYPE);
        Files.writeString(root.resolve(".millrace/incoming/half"), "x");

        assertThat(store.size(new ObjectKey(".millrace/incoming/half"))).isEmpty();
        assertThat(keys(".millrace/")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.put(new ObjectKey(".millrace/x"), file("x"), TYPE));
    }

    @Test
    void deleting_the_last_object_of_a_folder_removes_the_folder() throws Exception {
        store.put(new ObjectKey("jobs/1/a/b"), file("x"), TYPE);
        store.put(new ObjectKey("jobs/2/a"), file("x"), TYPE);

        store.delete(List.of(new ObjectKey("jobs/1/a/b")));

        assertThat(names(root)).containsExactly(".millrace", "jobs");
        assertThat(names(root.resolve("jobs"))).containsExactly("2");
    }

    @Test
    void a_put_that_fails_leaves_nothing_behind() throws Exception {
        Files.createDirectories(root.resolve("taken/by a folder"));

        assertFails(() -> store.put(new ObjectKey("taken"), file("x"), TYPE), FailureCode.STORAGE_UNAVAILABLE);

        assertThat(names(root.resolve(".millrace/incoming"))).isEmpty();
    }

    @Test
    void a_put_leaves_no_trace_but_its_object() throws Exception {
        Path file = file("x");

        store.put(new ObjectKey("a"), file, TYPE);
        store.put(new ObjectKey("a"), file, TYPE);

        assertThat(names(root)).containsExactly(".millrace", "a");
        assertThat(names(root.resolve(".millrace/incoming"))).isEmpty();
    }

    @Test
    void left_overs_of_a_crashed_put_are_removed_after_a_day() throws Exception {
        Path leftOver =
                Files.createDirectories(root.resolve(".millrace/incoming")).resolve("left-over");
        Files.writeString(leftOver, "half of a film");
        Files.setLastModifiedTime(leftOver, FileTime.from(Instant.EPOCH));

        reopened(Duration.ofHours(23));
        assertThat(leftOver).exists();

        reopened(Duration.ofHours(25));
        assertThat(leftOver).doesNotExist();
    }

    @Test
    void no_sentence_tells_where_the_folder_lies() throws Exception {
        Files.createDirectories(root.resolve("taken/by a folder"));

        List<MediaFailed> failures = List.of(
                failure(() -> store.put(new ObjectKey("taken"), file("x"), TYPE)),
                failure(() -> store.put(new ObjectKey("a"), temporary.resolve("absent"), TYPE)),
                failure(() -> store.local(new ObjectKey("absent"))));

        for (MediaFailed failed : failures) {
            assertThat(failed.failure().sentence())
                    .doesNotContain(temporary.toString())
                    .endsWith(".");
        }
    }

    @Test
    void a_folder_that_may_not_be_written_is_unavailable() throws Exception {
        Path locked = Files.createDirectory(root.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(locked), "the super user may write everywhere");

        assertFails(() -> store.put(new ObjectKey("locked/a"), file("x"), TYPE), FailureCode.STORAGE_UNAVAILABLE);
    }

    private void reopened(Duration later) throws IOException {
        Clock clock = Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
        assertThat(new FileMediaStore(root, Durability.SYNCED, clock, 10)).isNotNull();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(temporary, "put", ""), content);
    }

    private List<String> keys(String prefix) throws MediaFailed {
        Page<ObjectKey> page = store.list(new ObjectPrefix(prefix), Optional.empty());
        return page.items().stream().map(ObjectKey::value).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static MediaFailed failure(Call call) {
        try {
            call.run();
            throw new AssertionError("it should have failed");
        } catch (MediaFailed failed) {
            return failed;
        } catch (Exception e) {
            throw new AssertionError("not an expected failure", e);
        }
    }

    private static void assertFails(Call call, FailureCode code) {
        assertThat(failure(call).failure().code()).isEqualTo(code);
    }

    /// Something that may fail.
    private interface Call {
        void run() throws Exception;
    }
}
