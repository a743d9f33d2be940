package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.Page;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [MediaStore] keeps. Extend it, hand in an empty store, and all its tests run.
public abstract class MediaStoreContract {
    private static final MediaType TYPE = MediaType.MP4;

    /// Where the tests make the files that they put.
    @TempDir
    Path folder;

    /// The store under test: empty at the beginning of each test, always the same within one, and with pages of
    /// at most 20 keys.
    protected abstract MediaStore store() throws Exception;

    @Test
    void what_was_put_is_there_whole() throws Exception {
        StoredFile stored = put("t/default/jobs/1/video.mp4", "moving pictures");

        assertThat(stored.key()).isEqualTo(key("t/default/jobs/1/video.mp4"));
        assertThat(stored.size()).isEqualTo(new ByteSize(15));
        assertThat(stored.sha256()).isEqualTo("6cb754acd2d240d3b451bdc7cf7d09b98d66b50c4cd16b01ab9f58c3738778f7");
        assertThat(text("t/default/jobs/1/video.mp4")).isEqualTo("moving pictures");
        assertThat(store().size(key("t/default/jobs/1/video.mp4"))).contains(new ByteSize(15));
    }

    @Test
    void an_object_outlives_the_file_it_was_put_from() throws Exception {
        Path file = file("moving pictures");
        store().put(key("a"), file, TYPE);

        Files.delete(file);

        assertThat(text("a")).isEqualTo("moving pictures");
    }

    @Test
    void putting_leaves_the_file_where_it_is() throws Exception {
        Path file = file("moving pictures");

        store().put(key("a"), file, TYPE);

        assertThat(file).hasContent("moving pictures");
    }

    @Test
    void an_object_may_be_empty() throws Exception {
        StoredFile stored = put("empty", "");

        assertThat(stored.sha256()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(store().size(key("empty"))).contains(new ByteSize(0));
        assertThat(text("empty")).isEmpty();
    }

    @Test
    void an_object_of_many_megabytes_comes_back_byte_by_byte() throws Exception {
        byte[] large = new byte[9 * 1024 * 1024 + 1];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + i / 4099);
        }
        Path file = Files.write(folder.resolve("large"), large);

        store().put(key("large"), file, TYPE);

        try (InputStream in = store().read(key("large"), ByteRange.ALL)) {
            assertThat(Arrays.equals(in.readAllBytes(), large)).isTrue();
        }
    }

    @Test
    void putting_a_key_again_replaces_the_object() throws Exception {
        put("a", "the first, which is longer");

        put("a", "the second");

        assertThat(text("a")).isEqualTo("the second");
        assertThat(store().size(key("a"))).contains(new ByteSize(10));
    }

    @Test
    void putting_the_same_file_twice_changes_nothing() throws Exception {
        Path file = file("moving pictures");

        StoredFile first = store().put(key("p/a"), file, TYPE);
        StoredFile second = store().put(key("p/a"), file, TYPE);

        assertThat(second).isEqualTo(first);
        assertThat(text("p/a")).isEqualTo("moving pictures");
        assertThat(keys("p/")).containsExactly("p/a");
    }

    @Test
    void a_reader_never_sees_a_part_of_an_object_that_is_being_replaced() throws Exception {
        Path ones = file("1".repeat(300_000));
        Path twos = file("2".repeat(200_000));
        MediaStore store = store();
        store.put(key("a"), ones, TYPE);
        CountDownLatch written = new CountDownLatch(1);
        Callable<Integer> reading = () -> {
            int reads = 0;
            do {
                String seen = text("a");
                assertThat(seen.length() == 300_000 ? seen.replace("1", "") : seen.replace("2", ""))
                        .isEmpty();
                assertThat(seen.length()).isIn(200_000, 300_000);
                reads++;
            } while (written.getCount() > 0);
            return reads;
        };

        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reader = readers.submit(reading);
            try {
                for (int i = 0; i < 30; i++) {
                    store.put(key("a"), i % 2 == 0 ? twos : ones, TYPE);
                }
            } finally {
                written.countDown();
            }

            assertThat(reader.get()).isPositive();
        }
    }

    @Test
    void a_range_is_that_part_of_the_object() throws Exception {
        put("a", "0123456789");

        assertThat(text("a", new ByteRange(0, 3))).isEqualTo("012");
        assertThat(text("a", new ByteRange(4, 3))).isEqualTo("456");
        assertThat(text("a", new ByteRange(7, Long.MAX_VALUE))).isEqualTo("789");
    }

    @Test
    void a_range_ends_where_the_object_ends() throws Exception {
        put("a", "0123456789");

        assertThat(text("a", new ByteRange(8, 100))).isEqualTo("89");
        assertThat(text("a", new ByteRange(10, 5))).isEmpty();
        assertThat(text("a", new ByteRange(1000, Long.MAX_VALUE))).isEmpty();
        assertThat(text("a", new ByteRange(3, 0))).isEmpty();
    }

    @Test
    void an_object_that_is_not_there_has_no_size_and_cannot_be_read() throws Exception {
        put("there/too", "x");

        for (String absent : List.of("absent", "there", "there/to", "there/too/deep", "n".repeat(300))) {
            assertThat(store().size(key(absent))).as(absent).isEmpty();
            assertNotFound(() -> store().read(key(absent), ByteRange.ALL));
            assertNotFound(() -> store().local(key(absent)));
        }
    }

    @Test
    void an_object_has_another_version_after_it_was_replaced() throws Exception {
        put("a", "first");
        Optional<ObjectVersion> first = store().version(key("a"));

        put("a", "other");

        assertThat(first).hasValueSatisfying(version -> {
            assertThat(version.key()).isEqualTo(key("a"));
            assertThat(version.size()).isEqualTo(new ByteSize(5));
        });
        assertThat(store().version(key("a"))).isPresent().isNotEqualTo(first);
        assertThat(store().version(key("a"))).isEqualTo(store().version(key("a")));
        assertThat(store().version(key("absent"))).isEmpty();
    }

    @Test
    void a_version_is_read_as_long_as_it_is_the_present_one() throws Exception {
        put("a", "0123456789");
        ObjectVersion version = store().version(key("a")).orElseThrow();
        assertThat(text(version, ByteRange.ALL)).isEqualTo("0123456789");
        assertThat(text(version, new ByteRange(4, 3))).isEqualTo("456");
        assertThat(text(version, new ByteRange(10, 3))).isEmpty();

        put("a", "9876543210");

        for (ByteRange range : List.of(ByteRange.ALL, new ByteRange(4, 3), new ByteRange(10, 3))) {
            assertFails(() -> store().read(version, range), FailureCode.SOURCE_CHANGED);
        }
        store().delete(List.of(key("a")));
        assertNotFound(() -> store().read(version, ByteRange.ALL));
    }

    @Test
    void what_lies_on_this_machine_can_be_read_in_place() throws Exception {
        put("a/b", "moving pictures");

        Optional<Path> here = store().local(key("a/b"));

        here.ifPresent(file -> assertThat(file).isAbsolute().hasContent("moving pictures"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-film.mp4", ".hidden", "a b/c  d.mp4", "100 %d.mp4", "a+b#c?d&e=f", "Грязь/映画.mp4", "~", "a:b"})
    void any_well_formed_key_can_be_stored(String name) throws Exception {
        String key = "uploads/" + name;

        put(key, "moving pictures");

        assertThat(text(key)).isEqualTo("moving pictures");
        assertThat(store().size(key(key))).contains(new ByteSize(15));
        assertThat(keys("uploads/")).containsExactly(key);
    }

    @Test
    void the_longest_key_can_be_stored() throws Exception {
        String key = ("n".repeat(127) + "/").repeat(7) + "n".repeat(128);

        put(key, "moving pictures");

        assertThat(key.length()).isEqualTo(ObjectKey.LONGEST);
        assertThat(text(key)).isEqualTo("moving pictures");
    }

    @Test
    void keys_are_listed_in_the_order_of_their_bytes() throws Exception {
        // Java's own order of strings would put the last two the other way round, and a folder's names a/ before a!.
        List<String> ordered = List.of(
                "p/Z", "p/a!", "p/a-b", "p/a.b", "p/a/1", "p/a/b/c", "p/a0", "p/é", "p/\uFF5E", "p/\uD83C\uDFAC");

        for (String key : ordered.reversed()) {
            put(key, "x");
        }

        assertThat(keys("p/")).containsExactlyElementsOf(ordered);
    }

    @Test
    void a_listing_holds_what_is_below_its_prefix_and_nothing_else() throws Exception {
        for (String key : List.of("jobs/1/a", "jobs/1/b/c", "jobs/10/a", "jobs/2/a", "jobs-old/1/a")) {
            put(key, "x");
        }

        assertThat(keys("jobs/1/")).containsExactly("jobs/1/a", "jobs/1/b/c");
        assertThat(keys("jobs/1/b/c/")).isEmpty();
        assertThat(keys("absent/")).isEmpty();
    }

    @Test
    void a_long_listing_comes_in_pages_that_neither_overlap_nor_leave_a_gap() throws Exception {
        List<String> expected = putMany();

        assertThat(keys("p/")).containsExactlyElementsOf(expected);
        assertThat(store().list(new ObjectPrefix("p/"), Optional.empty()).next())
                .isPresent();
    }

    @Test
    void a_listing_goes_on_behind_its_cursor_even_when_that_key_is_gone() throws Exception {
        List<String> expected = putMany();
        Page<ObjectKey> first = store().list(new ObjectPrefix("p/"), Optional.empty());

        store().delete(first.items());

        List<String> rest = expected.subList(first.items().size(), expected.size());
        assertThat(keys("p/", first.next())).containsExactlyElementsOf(rest);
        assertThat(keys("p/")).containsExactlyElementsOf(rest);
    }

    @Test
    void deleted_objects_are_gone_and_others_stay() throws Exception {
        for (String key : List.of("p/a", "p/b/c", "p/b/d")) {
            put(key, "x");
        }

        store().delete(List.of(key("p/a"), key("p/b/c")));

        assertThat(store().size(key("p/a"))).isEmpty();
        assertThat(keys("p/")).containsExactly("p/b/d");
        assertThat(text("p/b/d")).isEqualTo("x");
    }

    @Test
    void deleting_what_is_not_there_is_fine() throws Exception {
        put("p/a/b", "x");

        store().delete(List.of(key("absent"), key("p/a"), key("p/a/b/c"), key("p/absent")));
        store().delete(List.of());

        assertThat(keys("p/")).containsExactly("p/a/b");
    }

    @Test
    void a_key_can_be_used_again_after_it_was_deleted() throws Exception {
        put("p/a", "first");
        store().delete(List.of(key("p/a")));

        put("p/a/b", "second");

        assertThat(text("p/a/b")).isEqualTo("second");
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertFails(call, FailureCode.INPUT_NOT_FOUND);
    }

    private static void assertFails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaFailed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(code));
    }

    private StoredFile put(String key, String content) throws Exception {
        return store().put(key(key), file(content), TYPE);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "put", ""), content);
    }

    private String text(String key) throws Exception {
        return text(key, ByteRange.ALL);
    }

    private String text(String key, ByteRange range) throws Exception {
        try (InputStream in = store().read(key(key), range)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String text(ObjectVersion version, ByteRange range) throws Exception {
        try (InputStream in = store().read(version, range)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> putMany() throws Exception {
        Path file = file("x");
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add("p/%d/%02d".formatted(i / 15, i));
            store().put(key(keys.getLast()), file, TYPE);
        }
        return keys;
    }

    private List<String> keys(String prefix) throws Exception {
        return keys(prefix, Optional.empty());
    }

    private List<String> keys(String prefix, Optional<Cursor> after) throws Exception {
        List<String> keys = new ArrayList<>();
        Optional<Cursor> cursor = after;
        do {
            Page<ObjectKey> page = store().list(new ObjectPrefix(prefix), cursor);
            page.items().forEach(key -> keys.add(key.value()));
            cursor = page.next();
        } while (cursor.isPresent());
        return keys;
    }

    private static ObjectKey key(String value) {
        return new ObjectKey(value);
    }
}
