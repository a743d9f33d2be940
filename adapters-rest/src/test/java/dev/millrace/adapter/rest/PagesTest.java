package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
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

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/page.js, text/javascript",
        "/hls.js, text/javascript",
        "/page.css, text/css",
        "/docs, text/html",
        "/docs/docs.js, text/javascript",
        "/docs/swagger-ui-bundle.js, text/javascript",
        "/docs/swagger-ui.css, text/css"
    })
    void the_page_and_its_parts_say_what_they_are(String path, String type) throws Exception {
        Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void the_page_runs_only_scripts_of_this_server_and_stands_in_no_frame() throws Exception {
        Answer answer = api.get("/");

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.text()).doesNotContain("://").doesNotContainPattern("<script>");
    }

    @Test
    void the_pages_of_the_api_ask_no_other_server() throws Exception {
        Answer page = api.get("/docs");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("http");
        assertThat(page.text()).doesNotContain("://");
        assertThat(api.get("/docs/nothing.js").status()).isEqualTo(404);
    }

    @Test
    void the_script_never_makes_markup_of_text() throws Exception {
        assertThat(api.get("/page.js").text())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void the_player_comes_from_this_server() throws Exception {
        assertThat(api.get("/").text()).contains("src=\"/hls.js\"");
        assertThat(api.get("/hls.js").text()).contains("Hls");
    }

    @Test
    void answers_of_the_api_are_kept_by_nobody() throws Exception {
        assertThat(api.get("/jobs").header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void metrics_count_requests_by_route_and_jobs_that_were_accepted() throws Exception {
        api.submit();
        api.get("/jobs/0190a000-0000-7000-8000-000000000000");
        api.get("/any/other/path");

        Answer metrics = api.get("/metrics");

        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.text())
                .contains("millrace_jobs_created_total 1\n")
                .contains("uri=\"/jobs/{id}\"")
                .contains("http_server_requests_seconds_count")
                .doesNotContain("0190a000", "/any/other/path");
    }
}
