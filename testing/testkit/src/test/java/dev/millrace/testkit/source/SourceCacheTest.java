package dev.millrace.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.source.SourceCache;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sources are fetched once, stay while they are read, and make room for others.
class SourceCacheTest {
    private static final int SIZE = 1000;

    @TempDir
    Path scratch;

    private final CountingStore media = new CountingStore();
    private SourceCache cache;

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void a_source_is_fetched_once_for_all_that_want_it_at_the_same_time() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion film = media.film("film.mp4", SIZE);
        media.hold();

        List<Future<SourceCache.Held>> readers = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                readers.add(tasks.submit(() -> cache.hold(film)));
            }
            media.release();
        }

        for (Future<SourceCache.Held> reader : readers) {
            assertThat(reader.get().file()).hasBinaryContent(media.content("film.mp4"));
        }
        assertThat(media.served()).isEqualTo(SIZE);
    }

    @Test
    void what_was_not_read_for_longest_makes_room() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(2 * SIZE));
        ObjectVersion first = media.film("first.mp4", SIZE);
        ObjectVersion second = media.film("second.mp4", SIZE);
        ObjectVersion third = media.film("third.mp4", SIZE);
        for (ObjectVersion film : List.of(first, second, first)) {
            cache.hold(film).close();
        }

        cache.hold(third).close();

        assertThat(cache.has(second)).isFalse();
        assertThat(cache.has(first)).isTrue();
        assertThat(cache.has(third)).isTrue();
        assertThat(kept()).isEqualTo(2 * SIZE);
    }

    @Test
    void what_is_being_read_stays_and_others_wait_for_room() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion film = media.film("film.mp4", SIZE);
        ObjectVersion other = media.film("other.mp4", SIZE);
        SourceCache.Held held = cache.hold(film);

        try (ExecutorService tasks = Executors.newSingleThreadExecutor()) {
            Future<Path> waiting = tasks.submit(() -> {
                try (SourceCache.Held second = cache.hold(other)) {
                    assertThat(second.file()).hasBinaryContent(media.content("other.mp4"));
                    return second.file();
                }
            });
            assertThat(held.file()).hasBinaryContent(media.content("film.mp4"));
            assertThat(waiting.isDone()).isFalse();
            held.close();

            assertThat(waiting.get(30, TimeUnit.SECONDS)).exists();
        }
        assertThat(held.file()).doesNotExist();
    }

    @Test
    void a_fetch_that_breaks_off_leaves_nothing_and_the_next_one_succeeds() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion film = media.film("film.mp4", SIZE);
        media.breakOffAfter(SIZE / 2);

        assertFails(film, FailureCode.STORAGE_UNAVAILABLE);

        assertThat(kept()).isZero();
        try (SourceCache.Held held = cache.hold(film)) {
            assertThat(held.file()).hasBinaryContent(media.content("film.mp4"));
        }
    }

    @Test
    void who_waits_for_a_fetch_that_fails_tries_anew() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion film = media.film("film.mp4", SIZE);
        media.breakOffAfter(SIZE / 2);
        media.hold();

        List<Future<SourceCache.Held>> readers = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                readers.add(tasks.submit(() -> cache.hold(film)));
            }
            media.release();
        }

        assertThat(readers)
                .filteredOn(reader -> reader.state() == Future.State.FAILED)
                .hasSize(1);
        assertThat(readers)
                .filteredOn(reader -> reader.state() == Future.State.SUCCESS)
                .hasSize(2);
        assertThat(media.served()).isEqualTo(SIZE / 2 + SIZE);
    }

    @Test
    void a_source_that_was_replaced_is_another_one() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion before = media.film("film.mp4", SIZE);
        cache.hold(before).close();
        ObjectVersion after = media.film("film.mp4", SIZE - 1);

        try (SourceCache.Held held = cache.hold(after)) {
            assertThat(held.file()).hasBinaryContent(media.content("film.mp4"));
        }
        assertFails(before, FailureCode.SOURCE_CHANGED);
    }

    @Test
    void a_source_larger_than_the_cache_is_refused_before_a_byte_is_read() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion film = media.film("film.mp4", SIZE + 1);

        assertFails(film, FailureCode.DISK_FULL);

        assertThat(media.served()).isZero();
    }

    @Test
    void a_waiting_task_can_be_interrupted() throws Exception {
        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        SourceCache.Held held = cache.hold(media.film("film.mp4", SIZE));
        ObjectVersion other = media.film("other.mp4", SIZE);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> cache.hold(other)).isInstanceOf(InterruptedException.class);
        held.close();
    }

    @Test
    void everything_goes_with_the_process_and_left_overs_of_dead_ones_go_with_the_next() throws Exception {
        Path dead = Files.createDirectory(scratch.resolve("sources-of-a-dead-process"));
        Files.createFile(dead.resolve("lock"));
        Files.write(dead.resolve("0"), new byte[SIZE]);
        SourceCache living = new SourceCache(media, scratch, new ByteSize(SIZE));
        ObjectVersion film = media.film("film.mp4", SIZE);
        Path kept = living.hold(film).file();

        cache = new SourceCache(media, scratch, new ByteSize(SIZE));
        cache.hold(film).close();

        assertThat(dead).doesNotExist();
        assertThat(kept).exists();
        living.close();
        cache.close();
        assertThat(scratch).isEmptyDirectory();
    }

    private void assertFails(ObjectVersion film, FailureCode code) {
        assertThatThrownBy(() -> cache.hold(film))
                .isInstanceOfSatisfying(
                        MediaFailed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(code));
    }

    private long kept() throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
