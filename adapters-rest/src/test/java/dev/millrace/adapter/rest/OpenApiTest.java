package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.adapter.rest.RunningApi.Answer;
import io.micronaut.web.router.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// The description of the API is made of the routes, and tells of all of them.
class OpenApiTest {
    /// What only browsers load.
    private static final Set<String> PAGES =
            Set.of("GET /", "GET /page.js", "GET /page.css", "GET /hls.js", "GET /docs", "GET /docs/{file}");

    @TempDir
    static Path scratch;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(scratch, 0);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void every_route_but_pages_is_told() {
        List<String> told = api.contract.operations().stream()
                .map(Contract.Described::route)
                .toList();

        assertThat(Stream.concat(told.stream(), PAGES.stream()).toList())
                .containsExactlyInAnyOrderElementsOf(api.routes());
    }

    @Test
    void a_route_that_is_not_told_is_found() {
        List<Chapter> tooFew = List.of(new UploadsChapter());

        OpenApi forgetful = new OpenApi(tooFew, api.api.bean(Router.class));

        assertThatThrownBy(forgetful::document).hasMessageContaining("GET /jobs/{id}");
    }

    @Test
    void what_is_told_and_leads_nowhere_is_found() {
        List<Chapter> tooMuch = List.of(chapter(Operation.of("GET /jobs/{id}/moon", "getMoon", "Shows the moon.")));

        OpenApi dreaming = new OpenApi(tooMuch, api.api.bean(Router.class));

        assertThatThrownBy(dreaming::document).hasMessageContaining("there is no route GET /jobs/{id}/moon");
    }

    @Test
    void a_path_that_is_told_wrongly_is_found() {
        List<Chapter> wrong = List.of(chapter(Operation.of("GET /jobs/{id}", "getJob", "Shows a job.")));

        OpenApi mistaken = new OpenApi(wrong, api.api.bean(Router.class));

        assertThatThrownBy(mistaken::document).hasMessageContaining("GET /jobs/{id} tells of [] in its path");
    }

    private static Chapter chapter(Operation operation) {
        return new Chapter() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public String what() {
                return "Not as it is.";
            }

            @Override
            public List<Operation> operations() {
                return List.of(operation);
            }
        };
    }

    @Test
    void it_is_served_in_two_forms_that_say_the_same() throws Exception {
        Answer json = api.get("/openapi.json");
        Answer yaml = api.get("/openapi.yml");

        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        JsonNode read = new ObjectMapper().valueToTree(new Yaml().load(yaml.text()));
        assertThat(new ObjectMapper().readTree(read.toString())).isEqualTo(json.json());
    }

    @Test
    void a_client_that_takes_gzip_is_given_it() throws Exception {
        Answer packed = api.send("GET", "/openapi.yml", "", Map.of("Accept-Encoding", "gzip"));

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    }

    /// Clients are generated from that file, and a review shows what changes for them.
    @Test
    void the_file_in_the_docs_is_what_is_served() throws Exception {
        String served = api.get("/openapi.yml").text();
        Path fresh = Path.of("target/openapi.yml");
        Files.writeString(fresh, served);

        // A difference of thousands of lines is read in the files.
        assertThat(Files.readString(Path.of("../docs/openapi.yml")).equals(served))
                .as("docs/openapi.yml is what is served; if not, look at what differs and copy %s there", fresh)
                .isTrue();
    }
}
