package dev.millrace.domain.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.media.WarningCode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/warnings.md` tells of every warning what the code says of it.
class WarningsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.+) \\|$");

    @Test
    void every_warning_is_explained_as_it_is() {
        List<String> explained = ROW.matcher(Repository.page("warnings.md"))
                .results()
                .map(row -> row.group(1) + " | " + row.group(2))
                .toList();

        assertThat(explained)
                .containsExactlyElementsOf(Arrays.stream(WarningCode.values())
                        .map(code -> code.word() + " | " + meaning(code))
                        .toList());
    }

    private static String meaning(WarningCode code) {
        return Repository.documentationBefore(
                Repository.sourceOf("WarningCode"), Pattern.compile("^" + code.name() + "[,;]"));
    }
}
