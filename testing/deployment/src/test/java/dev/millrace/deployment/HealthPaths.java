package dev.millrace.deployment;

import java.util.List;
import java.util.regex.Pattern;

/// The addresses at which the API tells of its health.
final class HealthPaths {
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private static final Pattern PART = Pattern.compile("@Get\\(\"(/[a-z]+)\"\\)");
    private static final Pattern WHOLE = Pattern.compile("@Controller\\(\"(/[a-z]+)\"\\)");

    private HealthPaths() {}

    /// As they stand in the source.
    static List<String> inSource() {
        String source = Repository.text("adapters-rest/src/main/java/dev/millrace/adapter/rest/HealthController.java");
        String whole = WHOLE.matcher(source).results().findFirst().orElseThrow().group(1);
        return PART.matcher(source).results().map(part -> whole + part.group(1)).toList();
    }
}
