package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/compatibility.md` tells of every file of which something is expected, and nothing else of it.
class CompatibilityPageTest {
    @Test
    void the_page_tells_of_every_file_its_oddity_its_verdict_and_its_warnings() throws Exception {
        List<String> rows = Files.readAllLines(CompatibilityPage.PAGE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| file |"))
                .toList();

        assertThat(rows).hasSameSizeAs(Expectation.all());
        for (Expectation expected : Expectation.all()) {
            String name = expected.file().substring(expected.file().indexOf('/') + 1);
            assertThat(rows).anySatisfy(row -> {
                assertThat(row).startsWith("| " + name + " | " + expected.odd() + " | ");
                assertThat(row).contains(result(expected));
                expected.warnings().forEach(code -> assertThat(row).contains("`" + code + "`"));
            });
        }
    }

    private static String result(Expectation expected) {
        if (!expected.made()) {
            return "refused: `" + expected.verdict() + "`";
        }
        return expected.hasPicture() ? expected.frames() + " frames at " + expected.rate() + " fps" : "sound: ";
    }
}
