package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.RenditionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApartTest {
    private static final RenditionId SMALL = new RenditionId("small");

    @TempDir
    private Path scratch;

    private final List<String> stored = new ArrayList<>();

    @Test
    void what_is_handed_on_is_a_copy_out_of_the_program_s_reach() throws Exception {
        Workbench bench = Apart.from(new Workbench(scratch, this::store, progress -> {}));
        Path made = Files.writeString(bench.scratch().resolve("000001.m4s"), "segment");

        bench.sink().store(SMALL, "000001.m4s", made, MediaType.MP4);

        assertThat(stored).containsExactly("segment");
        assertThat(scratch.resolve("copies")).isEmptyDirectory();
    }

    @Test
    void a_link_in_a_segment_s_place_is_not_followed() throws Exception {
        Workbench bench = Apart.from(new Workbench(scratch, this::store, progress -> {}));
        Path secret = Files.writeString(scratch.resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(bench.scratch().resolve("000001.m4s"), secret);

        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> bench.sink().store(SMALL, "000001.m4s", link, MediaType.MP4))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.OUTPUT_CHECK_FAILED));
        assertThat(stored).isEmpty();
    }

    private StoredFile store(RenditionId rendition, String name, Path file, MediaType type) {
        try {
            assertThat(file.startsWith(scratch.resolve("own"))).isFalse();
            stored.add(Files.readString(file));
            return new StoredFile(new ObjectKey(rendition + "/" + name), new ByteSize(7), "0".repeat(64));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
