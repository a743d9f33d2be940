package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void a_new_folder_is_closed_to_others() throws Exception {
        Path made = PrivateFolder.prepare(folder.resolve("deep/down/millrace"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(made).isEmptyDirectory();
    }

    @Test
    void a_folder_of_ours_that_others_may_read_will_do() throws Exception {
        Path ours = Files.createDirectory(folder.resolve("ours"));
        Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(PrivateFolder.prepare(ours)).isEqualTo(ours);
    }

    @Test
    void a_folder_that_others_may_write_to_is_refused() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException().isThrownBy(() -> PrivateFolder.prepare(open)).withMessageContaining("others");
    }

    @Test
    void a_link_and_a_file_are_refused() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("target")));
        Path file = Files.createFile(folder.resolve("file"));

        assertThatIOException().isThrownBy(() -> PrivateFolder.prepare(link));
        assertThatIOException().isThrownBy(() -> PrivateFolder.prepare(file));
        assertThatIOException().isThrownBy(() -> PrivateFolder.prepare(file.resolve("below")));
    }
}
