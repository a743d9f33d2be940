package dev.millrace.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a disk of half a megabyte, which only the super user can make.
class FullDiskIT {
    private static final int ROOM = 512 * 1024;

    @TempDir
    Path temporary;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + ROOM, "tmpfs", disk.toString()) == 0,
                "only the super user can make a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void a_put_that_does_not_fit_says_so_and_leaves_the_disk_as_it_was() throws Exception {
        FileMediaStore store = FileMediaStore.at(disk);
        store.put(new ObjectKey("a"), file(ROOM / 4), MediaType.MP4);
        long free = Files.getFileStore(disk).getUsableSpace();

        assertThatThrownBy(() -> store.put(new ObjectKey("a"), file(ROOM), MediaType.MP4))
                .isInstanceOfSatisfying(
                        MediaFailed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.DISK_FULL));

        assertThat(Files.getFileStore(disk).getUsableSpace()).isEqualTo(free);
        assertThat(store.size(new ObjectKey("a")).orElseThrow().bytes()).isEqualTo(ROOM / 4);
    }

    private Path file(int bytes) throws IOException {
        return Files.write(Files.createTempFile(temporary, "put", ""), new byte[bytes]);
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }
}
