package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.work.Product;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when the encoder does not do what was planned, or is told to stop.
class ChunkChecksIT {
    private static final RenditionId SMALL = new RenditionId("small");

    @TempDir
    private Path folder;

    @Test
    void a_way_into_the_source_that_gives_too_few_frames_is_followed_by_the_next() throws Exception {
        Path film = new Clips(folder).film();
        Entry tooLate = new Entry.SeekTo(Duration.ofSeconds(6));
        Entry right = new Entry.SeekTo(Duration.ofMillis(1));
        List<String> stored = new ArrayList<>();
        ChunkFixture chunk = ChunkFixture.of(
                film,
                folder,
                new Chunk(1, new FrameRange(96, 144), false),
                List.of(tooLate, right, new Entry.FromStart()));

        Product.EncodedChunk encoded = chunk.encode((rendition, name, file, type) -> {
            stored.add(name);
            return chunk.stored(rendition, name, file);
        });

        assertThat(encoded.frames()).isEqualTo(48);
        assertThat(stored).endsWith("init.mp4", "000004.m4s", "000005.m4s");
        assertThat(encoded.renditions().getFirst().segments()).hasSize(2);
    }

    @Test
    void a_chunk_of_which_no_way_gives_all_frames_is_the_source_s_fault() throws Exception {
        ChunkFixture chunk = ChunkFixture.of(
                new Clips(folder).film(),
                folder,
                new Chunk(1, new FrameRange(180, 228), false),
                List.of(new Entry.FromStart()));

        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> chunk.encode(chunk::stored))
                .satisfies(e -> {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.SOURCE_UNDECODABLE);
                    assertThat(e.failure().sentence())
                            .isEqualTo("The picture can't be decoded from 7 s on: 12 of 48 frames came out.");
                });
    }

    @Test
    void what_was_encoded_is_decoded_and_damage_is_found() throws Exception {
        ChunkFixture chunk = ChunkFixture.whole(new Clips(folder).film(), folder, 192);
        chunk.encode(chunk::stored);
        DecodeCheck check = new DecodeCheck(Machine.tool(), SourceLimits.STANDARD);
        ProcessLimits limits = WorkLimits.STANDARD.reading(Duration.ofSeconds(8));
        check.pictures(List.of(SMALL), chunk.made(), limits);

        damage(chunk.made().resolve("small/000003.m4s"));

        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> check.pictures(List.of(SMALL), chunk.made(), limits))
                .satisfies(e -> assertThat(e.what()).isEqualTo("what was encoded cannot be decoded"));
    }

    @Test
    void a_sink_that_fails_ends_the_encoding_at_once() throws Exception {
        ChunkFixture chunk = ChunkFixture.whole(longFilm(), folder, 15_000);
        MediaFailed away = MediaTool.failed(FailureCode.STORAGE_UNAVAILABLE, "Storage is away.");

        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> chunk.encode((rendition, name, file, type) -> {
                    throw away;
                }))
                .isSameAs(away);

        assertThat(encoders()).isZero();
    }

    @Test
    void interrupting_the_caller_ends_the_encoder_within_a_second_and_leaves_nothing_running() throws Exception {
        ChunkFixture chunk = ChunkFixture.whole(longFilm(), folder, 15_000);
        CountDownLatch underWay = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> caller = threads.submit(() -> {
                try {
                    chunk.encode((rendition, name, file, type) -> {
                        underWay.countDown();
                        return chunk.stored(rendition, name, file);
                    });
                    return "encoded";
                } catch (InterruptedException e) {
                    return "interrupted, " + encoders() + " running";
                }
            });
            assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();

            long start = System.nanoTime();
            threads.shutdownNow();

            assertThat(caller.get(60, TimeUnit.SECONDS)).isEqualTo("interrupted, 0 running");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            new ScratchFolder(chunk.scratch()).close();
            assertThat(chunk.scratch()).doesNotExist();
        }
    }

    /// Ten minutes, in a file that is read in a moment.
    private Path longFilm() throws Exception {
        return new Clips(folder)
                .encoded(
                        "long.mp4",
                        "color=gray:size=320x180:rate=25:duration=600",
                        600,
                        "-c:v libx264 -g 250 -c:a aac");
    }

    /// How many ffmpeg processes of this JVM are alive.
    private static long encoders() {
        try (Stream<ProcessHandle> ours = ProcessHandle.current().descendants()) {
            return ours.filter(process -> process.info().command().orElse("").endsWith("/ffmpeg"))
                    .count();
        }
    }

    /// A block of zeros in the middle of the pictures.
    private static void damage(Path segment) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(Files.size(segment) / 2);
            file.write(new byte[512]);
        }
    }
}
