package dev.millrace.domain.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.failure.FailureCode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/errors.md` tells of every failure what the code says of it.
class ErrorsPageTest {
    private static final Pattern ENTRY = Pattern.compile("(?m)^### `(\\w+)`\\n"
            + "\\n"
            + "\\*(\\w+) · (tried again|not tried again)\\*\\n"
            + "\\n"
            + "((?:.+\\n"
            + ")+)\\n"
            + "\\*\\*What to do:\\*\\* \\S");

    @Test
    void every_failure_is_explained_as_it_is() {
        List<String> explained = ENTRY.matcher(Repository.page("errors.md"))
                .results()
                .map(entry -> String.join(
                        " | ",
                        entry.group(1),
                        entry.group(2),
                        entry.group(3),
                        entry.group(4).strip().replace("\n", " ")))
                .toList();

        assertThat(explained)
                .containsExactlyElementsOf(Arrays.stream(FailureCode.values())
                        .map(ErrorsPageTest::asItIs)
                        .toList());
    }

    private static String asItIs(FailureCode code) {
        String meaning = Repository.documentationBefore(
                Repository.sourceOf("FailureCode"), Pattern.compile("^" + code.name() + "\\("));
        return String.join(
                " | ", code.word(), code.kind().word(), code.retryable() ? "tried again" : "not tried again", meaning);
    }
}
