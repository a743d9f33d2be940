package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/api.md` names what there is.
class ApiPageTest {
    @TempDir
    Path scratch;

    @Test
    void every_route_every_field_of_a_job_and_every_metric_is_described() throws Exception {
        String page = Files.readString(Path.of("../docs/api.md"));
        try (var api = new RunningApi(scratch, 1)) {
            JsonNode job = api.finished(api.submit());
            String outputs =
                    api.get("/jobs/" + job.get("id").textValue() + "/outputs").text();
            List<String> words = new ArrayList<>();
            job.fieldNames().forEachRemaining(words::add);
            job.get("links").fieldNames().forEachRemaining(words::add);
            names(outputs, "\"([a-z0-9_]+)\":").forEach(words::add);
            names(api.get("/metrics").text(), "# TYPE ([a-z_]+)").forEach(words::add);

            assertThat(words).isNotEmpty().allSatisfy(word -> assertThat(page).containsPattern("`" + word + "[`{]"));
            assertThat(routes(api))
                    .isNotEmpty()
                    .allSatisfy(route -> assertThat(page).contains(route));
        }
    }

    private static List<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }

    /// Those of the API; manifests are told elsewhere.
    private static List<String> routes(RunningApi api) {
        return api.contract.operations().stream()
                .map(operation -> "`" + operation.route() + "`")
                .filter(route -> !route.contains("/play/"))
                .toList();
    }
}
