package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void the_program_that_it_starts_is_in_what_it_copies(String program) {
        Dockerfile image = Dockerfile.of(program);
        Path folder = Repository.ROOT.resolve(image.copy().from());
        List<String> words = image.entrypoint();
        String jar = words.getLast();

        assertThat(words.get(words.size() - 2)).isEqualTo("-jar");
        assertThat(jar).startsWith(image.copy().to());
        assertThat(folder.resolve(jar.substring(image.copy().to().length()))).isRegularFile();
        assertThat(folder.resolve("lib")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void what_it_copies_is_sent_to_the_builder_and_nothing_else(String program) {
        Dockerfile image = Dockerfile.of(program);
        Path ignored = image.file().resolveSibling(image.file().getFileName() + ".dockerignore");

        assertThat(Repository.text(ignored).lines().filter(line -> !line.startsWith("#")))
                .containsExactly("*", "!" + image.copy().from());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void it_stands_on_a_pinned_base_and_runs_as_nobody_in_particular(String program) {
        Dockerfile image = Dockerfile.of(program);

        assertThat(image.only("FROM")).matches("eclipse-temurin:25\\.\\d+\\.\\d+_\\d+-jre-[a-z]+");
        assertThat(image.only("USER")).isEqualTo("10001:10001");
        assertThat(image.lines().indexOf("USER 10001:10001"))
                .isGreaterThan(image.lines().size() - 4);
    }

    @Test
    void the_port_is_that_on_which_the_api_listens_unless_told_otherwise() {
        assertThat(Dockerfile.of("api").only("EXPOSE"))
                .isEqualTo(Setting.all().get("API_PORT").constant());
    }

    @Test
    void the_folders_of_a_worker_belong_to_its_user() {
        Dockerfile image = Dockerfile.of("worker");

        assertThat(image.all("RUN"))
                .anyMatch(command -> command.contains("--owner=10001 --group=10001 "
                        + image.variable("MILLRACE_SCRATCH") + " " + image.variable("XDG_CACHE_HOME")));
        assertThat(Setting.of("worker")).contains("MILLRACE_SCRATCH", "XDG_CACHE_HOME");
    }

    @Test
    void every_recipe_is_looked_at() {
        assertThat(Repository.in(Repository.ROOT.resolve("deploy/docker")))
                .allMatch(Files::isRegularFile)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "api.Dockerfile",
                        "api.Dockerfile.dockerignore",
                        "worker.Dockerfile",
                        "worker.Dockerfile.dockerignore");
    }
}
