package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.SourceInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [MediaProbe] promises.
public abstract class MediaProbeContract {
    /// A folder for the test alone.
    @TempDir
    protected Path folder;

    private MediaProbe probe;
    private Path film;

    /// For subclasses.
    protected MediaProbeContract() {}

    /// The probe.
    protected abstract MediaProbe probe() throws Exception;

    /// A film with pictures and sound, a few seconds long, below the folder.
    protected abstract Path film(Path below) throws Exception;

    @BeforeEach
    final void open() throws Exception {
        probe = probe();
        film = film(folder);
    }

    @Test
    void the_headers_of_a_film_name_its_pictures_and_its_sound() throws Exception {
        SourceInfo info = probe.probe(new SourceAccess.InFile(film));

        assertThat(info.picture()).isPresent();
        assertThat(info.sound()).isNotEmpty();
        assertThat(info.timing().duration()).isPresent();
    }

    @Test
    void the_same_file_gives_the_same_answer() throws Exception {
        SourceInfo first = probe.probe(new SourceAccess.InFile(film));

        assertThat(probe.probe(new SourceAccess.InFile(film))).isEqualTo(first);
    }

    @Test
    void an_empty_file_is_refused_as_such() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.mp4"));

        assertThatThrownBy(() -> probe.probe(new SourceAccess.InFile(empty)))
                .isInstanceOfSatisfying(
                        MediaFailed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.SOURCE_EMPTY));
    }

    @Test
    void an_interrupt_ends_the_probe() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> probe.probe(new SourceAccess.InFile(film))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
