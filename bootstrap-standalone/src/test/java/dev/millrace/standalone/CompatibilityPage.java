package dev.millrace.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `docs/compatibility.md`: what was made of each file of the corpus in a run.
final class CompatibilityPage {
    static final Path PAGE = Path.of("../docs/compatibility.md");

    private final List<String> odd = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    void made(Expectation expected, String result, List<String> warnings) {
        List<String> codes = warnings.stream().map(code -> "`" + code + "`").toList();
        row(expected, result, String.join(", ", codes));
    }

    void refused(Expectation expected, String code) {
        row(expected, "refused: `" + code + "`", "");
    }

    private void row(Expectation expected, String result, String warnings) {
        String name = expected.file().substring(expected.file().indexOf('/') + 1);
        (expected.isIn("weird") ? odd : bad)
                .add(String.join(" | ", "| " + name, expected.odd(), result, warnings)
                                .stripTrailing() + " |");
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, template().replace("{odd}", String.join("\n", odd)).replace("{bad}", String.join("\n", bad)));
    }

    private static String template() {
        try (InputStream stream = CompatibilityPage.class.getResourceAsStream("/compatibility/page.md")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
