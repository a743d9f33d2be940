package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On the very libraries that come along, for both kinds of machine.
class ElfLibraryTest {
    private static final Set<String> DESKTOP = Set.of("libxcb.so.1", "libxcb-shm.so.0", "libpulse.so.0");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"linux-x86_64-gpl", "linux-arm64-gpl"})
    void what_is_taken_is_not_asked_for_again_and_the_rest_stays(String machine) throws Exception {
        Path library = theCaptureLibrary(machine);
        Set<String> before = needed(library);

        Set<String> taken = ElfLibrary.detach(library, DESKTOP::contains);

        assertThat(taken).isEqualTo(DESKTOP);
        Set<String> expected = new TreeSet<>(before);
        expected.removeAll(DESKTOP);
        assertThat(needed(library)).isEqualTo(expected).contains("libc.so.6");
    }

    @Test
    void a_library_that_asks_for_nothing_unwanted_is_left_as_it_is() throws Exception {
        Path library = theCaptureLibrary("linux-x86_64-gpl");
        byte[] before = Files.readAllBytes(library);

        assertThat(ElfLibrary.detach(library, name -> name.startsWith("libnothing")))
                .isEmpty();
        assertThat(library).hasBinaryContent(before);
    }

    @Test
    void other_files_and_damaged_ones_are_refused() throws Exception {
        Path text = Files.writeString(
                folder.resolve("text"),
                "not a library, but long enough to have a header: " + "0123456789012345678901234567890123456789");
        byte[] whole = Files.readAllBytes(theCaptureLibrary("linux-x86_64-gpl"));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, 4096));

        assertThatIOException().isThrownBy(() -> ElfLibrary.detach(text, name -> true));
        assertThatIOException().isThrownBy(() -> ElfLibrary.detach(cut, name -> true));
        assertThatIOException()
                .isThrownBy(() -> ElfLibrary.detach(Files.createFile(folder.resolve("none")), name -> true));
    }

    private static Set<String> needed(Path library) throws Exception {
        Set<String> names = new TreeSet<>();
        ElfLibrary.detach(library, name -> {
            names.add(name);
            return false;
        });
        return names;
    }

    private Path theCaptureLibrary(String machine) throws Exception {
        String resource = "/org/bytedeco/ffmpeg/" + machine + "/libavdevice.so.62";
        Path copy = folder.resolve("libavdevice-" + machine + ".so");
        try (InputStream content = ElfLibraryTest.class.getResourceAsStream(resource)) {
            Files.copy(content, copy);
        }
        return copy;
    }
}
