package dev.millrace.domain.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// `docs/glossary.md` and the documentation of types say the same.
class GlossaryTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\*\\*(.+)\\*\\* \\| `(\\w+)` \\| (.+) \\|$");
    private static final List<MatchResult> ROWS =
            ROW.matcher(Repository.page("glossary.md")).results().toList();

    @TestFactory
    Stream<DynamicTest> a_word_means_what_its_type_says() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.group(1),
                        () -> assertThat(row.group(3)).isEqualTo(Repository.firstSentenceAbout(row.group(2)))));
    }

    @Test
    void a_word_is_explained_once() {
        assertThat(ROWS).hasSizeGreaterThan(50);
        assertThat(ROWS).extracting(row -> row.group(1)).doesNotHaveDuplicates();
        assertThat(ROWS).extracting(row -> row.group(2)).doesNotHaveDuplicates();
    }
}
