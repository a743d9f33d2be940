package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {
    /// What most leave out.
    private static final Set<String> OPTIONS =
            Set.of("MILLRACE_BOOTSTRAP_API_KEY", "MILLRACE_CORS_ORIGINS", "MILLRACE_WEBHOOK_NETWORKS");

    private static final String TEXT = Repository.text(Compose.FOLDER.resolve("compose.yaml"));
    private static final Compose COMPOSE = Compose.read(TEXT);
    private static final Map<String, String> TEMPLATE = Compose.variablesOfFile(Compose.FOLDER.resolve("env.template"));
    private static final Map<String, Setting> SETTINGS = Setting.all();
    private static final Duration TO_HAND_BACK = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({
        "read_only: true, readonly: true, unknown key: readonly",
        "read_only: true, read_only: 'yes', read_only is no Boolean",
        "condition: service_healthy, conditions: service_healthy, unknown key: conditions",
        "interval: 5s, intervall: 5s, unknown key: intervall",
        "stop_grace_period: 30s, stop_grace_period: 30, stop_grace_period is no String",
        "API_PORT: \"8080\", API_PORT: 8080, a variable that is no text",
        "'    image: millrace-api', '    image: a\n    image: b', duplicate key"
    })
    void a_slip_of_the_pen_is_noticed(String right, String wrong, String sentence) {
        assertThat(TEXT).contains(right);

        assertThatThrownBy(() -> Compose.read(TEXT.replace(right, wrong))).hasMessageContaining(sentence);
    }

    @Test
    void the_template_has_the_variables_that_are_put_in_and_no_others() {
        assertThat(Compose.variables(TEXT).stream().map(Compose.Used::name).collect(Collectors.toSet()))
                .isEqualTo(TEMPLATE.keySet());
    }

    @Test
    void what_is_missing_in_the_template_is_asked_for_and_the_rest_is_as_the_template_says() {
        assertThat(Compose.variables(TEXT)).allSatisfy(used -> {
            assertThat(TEMPLATE.get(used.name())).as(used.name()).isEqualTo(used.usual());
            assertThat(used.required() || !used.usual().isEmpty() || OPTIONS.contains(used.name()))
                    .as("%s is required, has a default or is an option", used.name())
                    .isTrue();
        });
    }

    @Test
    void every_variable_is_known_to_the_page_of_settings() {
        assertThat(SETTINGS).containsKeys(TEMPLATE.keySet().toArray(String[]::new));
        assertThat(Setting.of("api"))
                .containsAll(Compose.environment(COMPOSE.service("api")).keySet());
        assertThat(Setting.of("worker"))
                .containsAll(Compose.environment(COMPOSE.service("worker")).keySet());
    }

    @Test
    void no_secret_is_written_down() {
        List<String> secrets = COMPOSE.services().values().stream()
                .flatMap(service -> Compose.environment(service).entrySet().stream())
                .filter(variable -> SETTINGS.containsKey(variable.getKey())
                        ? SETTINGS.get(variable.getKey()).secret()
                        : variable.getKey().matches(".*(PASSWORD|USER|KEY)"))
                .map(variable -> String.valueOf(variable.getValue()))
                .toList();

        assertThat(secrets).hasSizeGreaterThan(10).allMatch(value -> value.contains("${"));
        assertThat(TEMPLATE).allSatisfy((name, value) -> {
            if (SETTINGS.get(name).secret() && !name.equals("S3_ACCESS_KEY")) {
                assertThat(value).as(name).isEmpty();
            }
        });
    }

    @Test
    void ports_are_published_to_this_machine_alone() {
        List<String> ports = COMPOSE.services().values().stream()
                .flatMap(service -> Compose.texts(service, "ports").stream())
                .toList();

        assertThat(ports).hasSize(2).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(Compose.texts(COMPOSE.service("api"), "ports"))
                .containsExactly("127.0.0.1:${API_PUBLISHED_PORT:-8080}:"
                        + Compose.environment(COMPOSE.service("api")).get("API_PORT"));
    }

    @Test
    void a_worker_may_be_scaled_and_has_time_to_drain() {
        Map<String, Object> worker = COMPOSE.service("worker");
        Duration drain = Duration.ofSeconds(Long.parseLong(TEMPLATE.get("MILLRACE_DRAIN_SECONDS")));

        assertThat(worker).doesNotContainKeys("ports", "container_name");
        assertThat(Compose.duration(worker.get("stop_grace_period"))).isGreaterThan(drain.plus(TO_HAND_BACK));
    }

    @Test
    void what_is_waited_for_is_there_and_can_say_that_it_is_ready() {
        COMPOSE.services().forEach((name, service) -> {
            if (service.get("depends_on") instanceof Map<?, ?> others) {
                others.forEach((other, how) -> {
                    assertThat(COMPOSE.services()).as(name).containsKey(String.valueOf(other));
                    if (how.toString().contains("service_healthy")) {
                        assertThat(COMPOSE.service(String.valueOf(other))).containsKey("healthcheck");
                    }
                });
            }
        });
        assertThat(COMPOSE.service("api").get("healthcheck").toString()).contains(":8080" + HealthPaths.READY);
    }

    @Test
    void images_are_pinned_or_built_from_a_recipe_that_is_there() {
        COMPOSE.services().forEach((name, service) -> {
            if (service.get("build") instanceof Map<?, ?> build) {
                assertThat(Compose.FOLDER
                                .resolve(String.valueOf(build.get("context")))
                                .normalize())
                        .isEqualTo(Repository.ROOT);
                assertThat(Files.isRegularFile(Repository.ROOT.resolve(String.valueOf(build.get("dockerfile")))))
                        .as(name)
                        .isTrue();
            } else {
                assertThat(String.valueOf(service.get("image"))).matches("[a-z/]+:.*\\d.*\\d.*");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker", "redis", "bucket"})
    void programs_change_nothing_but_what_they_are_given(String name) {
        Map<String, Object> service = COMPOSE.service(name);

        assertThat(service.get("read_only")).isEqualTo(true);
        assertThat(Compose.texts(service, "cap_drop")).containsExactly("ALL");
        assertThat(Compose.texts(service, "security_opt")).contains("no-new-privileges:true");
    }

    @Test
    void a_worker_has_a_place_for_all_that_it_writes() {
        Dockerfile image = Dockerfile.of("worker");

        assertThat(Compose.texts(COMPOSE.service("worker"), "volumes"))
                .containsExactly(image.variable("MILLRACE_SCRATCH"), image.variable("XDG_CACHE_HOME"));
        // Each would take half of the disk that they share.
        assertThat(Compose.environment(COMPOSE.service("worker"))).containsKey("MILLRACE_SOURCE_CACHE_GB");
    }

    @Test
    void named_volumes_are_those_that_are_used() {
        List<String> used = COMPOSE.services().values().stream()
                .flatMap(service -> Compose.texts(service, "volumes").stream())
                .flatMap(volume -> volume.contains(":") ? Stream.of(volume.split(":", -1)[0]) : Stream.empty())
                .toList();

        assertThat(COMPOSE.volumes()).containsExactlyInAnyOrderElementsOf(used);
    }
}
