package dev.millrace.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.domain.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "film.mp4, film.mp4",
        "Film_1-b.MOV, Film_1-b.MOV",
        "Ferien 2026 (final).mov, Ferien-2026-final.mov",
        "Geöffnet é.mp4, Geoffnet-e.mp4",
        "映画.mp4, upload.mp4",
        "映画, upload",
        ".mp4, upload.mp4",
        "..., upload",
        ".., upload",
        "../../etc/passwd, passwd",
        "C:\\fakepath\\film.mp4, film.mp4",
        "/film.mp4, film.mp4",
        "film.mp4/, upload",
        "-rf.mp4, rf.mp4",
        ".hidden.mp4, hidden.mp4",
        "film%d.mp4, film-d.mp4",
        "a..b...c.mp4, a.b.c.mp4",
        "concat:a|b.mp4, concat-a-b.mp4",
        "film.mp4; rm -rf, film.mp4-rm-rf",
        "archive.tar.gz, archive.tar.gz",
        "film.with a long ending, film.with-a-long-ending",
        "ｆｕｌｌ／width.mp4, full-width.mp4"
    })
    void a_safe_name_is_read_in_one_way_everywhere(String name, String safe) {
        assertThat(new FileName(name).safe()).isEqualTo(safe);
    }

    @Test
    void a_long_name_keeps_its_extension() {
        String safe = new FileName("a".repeat(1000) + ".mp4").safe();

        assertThat(safe).isEqualTo("a".repeat(89) + ".mp4");
    }

    @Test
    void whatever_a_name_is_its_safe_form_is_safe() {
        Property.holds(2000, any -> {
            StringBuilder name = new StringBuilder("x");
            int length = any.whole(0, 150);
            for (int i = 0; i < length; i++) {
                name.append(any.of('.', '-', '/', 'a', 'é', 'あ', (char) any.whole(32, 0xFFFF)));
            }
            if (FileName.wellFormed(name.toString())) {
                String safe = new FileName(name.toString()).safe();

                assertThat(safe).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}").doesNotContain("..");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "a\u007Fb", "a\u0085b", "\uD800"})
    void what_no_file_is_called_is_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileName(name));
    }

    @Test
    void the_longest_name_has_1024_bytes() {
        assertThat(FileName.wellFormed("é".repeat(512))).isTrue();
        assertThat(FileName.wellFormed("é".repeat(512) + "e")).isFalse();
    }
}
