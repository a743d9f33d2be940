package dev.millrace.adapter.rest;

import dev.millrace.application.client.CheckHealth;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/// Tells what [HealthController], [OpenApiController] and the list of failures of [PageController] do.
@Singleton
final class ServerChapter implements Chapter {
    private static final Schema STATUS = Schema.word(
                    CheckHealth.Status.values(), status -> status.name().toLowerCase(Locale.ROOT))
            .named("HealthStatus");

    private static final Schema HEALTH = Schema.object()
            .with("status", STATUS, "That of the worst component.")
            .with(
                    "components",
                    Schema.map(Schema.object()
                            .with("status", STATUS, "Whether it does its work.")
                            .with("detail", Schema.text(), "For people.")
                            .named("HealthComponent")),
                    "By name.")
            .named("Health");

    @Override
    public String name() {
        return "server";
    }

    @Override
    public String what() {
        return "Whether the server can do its work, and what it can do.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of("GET /health", "getHealth", "Says whether the server can do its work.")
                        .answers(200, HEALTH, "It can, `up` or `degraded`.")
                        .answers(503, HEALTH, "It can't: it is `down`."),
                Operation.of("GET /health/live", "getLiveness", "Says that the process is alive.")
                        .answers(200, HEALTH, "It is."),
                Operation.of("GET /health/ready", "getReadiness", "Says whether requests may be sent here.")
                        .answers(200, HEALTH, "They may.")
                        .answers(503, HEALTH, "They may not: database or storage are away."),
                Operation.of("GET /errors", "getErrorCatalogue", "Describes every code of a problem.")
                        .answersText(200, List.of("text/plain"), "A page in Markdown."),
                Operation.of("GET /openapi.yml", "getOpenApiYaml", "Describes the API, as this document does.")
                        .answers(200, Schema.text(), "OpenAPI 3.1 in YAML."),
                Operation.of("GET /openapi.json", "getOpenApiJson", "Describes the API, as this document does.")
                        .answers(200, Schema.object(), "OpenAPI 3.1 in JSON."));
    }
}
