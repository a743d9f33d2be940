package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API keeps to the recommended rules of [Redocly](https://redocly.com/docs/cli/rules/recommended),
/// its warnings too. npm brings what reads it, in the versions of `src/test/lint`.
class OpenApiLintIT {
    private static final Path RULES = Path.of("src/test/lint");
    private static final Path PLACE = Path.of("target/lint");

    @TempDir
    Path folder;

    /// How a program ended, and what it said.
    private record Ended(int status, String text) {}

    @BeforeAll
    static void fetch() throws Exception {
        Files.createDirectories(PLACE);
        for (String name : new String[] {"package.json", "package-lock.json", "lint.mjs"}) {
            Files.write(PLACE.resolve(name), Files.readAllBytes(RULES.resolve(name)));
        }
        assumeTrue(
                installed(),
                "npm can't fetch what lints the API, so it is not linted: install Node and npm, and let npm reach its"
                        + " registry.");
    }

    private static boolean installed() throws Exception {
        try {
            return run(PLACE, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                            .status()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void the_description_keeps_to_the_rules() throws Exception {
        Ended ended = lint(Path.of("../docs/openapi.yml"));

        assertThat(ended.status()).as(ended.text()).isZero();
    }

    @Test
    void a_description_that_breaks_a_rule_is_found() throws Exception {
        String text = Files.readString(Path.of("../docs/openapi.yml"));
        Path broken = Files.writeString(folder.resolve("openapi.yml"), text.replaceFirst("operationId: .*", ""));

        Ended ended = lint(broken);

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.text()).contains("operation-operationId");
    }

    private static Ended lint(Path description) throws Exception {
        return run(
                PLACE,
                "node",
                "lint.mjs",
                description.toAbsolutePath().normalize().toString());
    }

    private static Ended run(Path where, String... command) throws Exception {
        Path said = Files.createTempFile("millrace-lint-", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("REDOCLY_TELEMETRY", "off");
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end");
            }
            return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            Files.delete(said);
        }
    }
}
