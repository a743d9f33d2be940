package dev.millrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsOriginsTest {
    @Test
    void there_are_none_unless_given() {
        assertThat(CorsOrigins.from(new Settings(Map.of()))).isEmpty();
    }

    @Test
    void they_are_written_as_browsers_do() {
        Map<String, String> given =
                Map.of("MILLRACE_CORS_ORIGINS", "https://App.example.org:443/, http://localhost:3000 ,http://[::1]:80");

        assertThat(CorsOrigins.from(new Settings(given)))
                .containsExactlyInAnyOrder("https://app.example.org", "http://localhost:3000", "http://[::1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example.org",
                "https://app.example.org/path",
                "https://a.example,,",
                "ftp://a.b"
            })
    void what_is_no_origin_is_refused(String given) {
        assertThatThrownBy(() -> CorsOrigins.from(new Settings(Map.of("MILLRACE_CORS_ORIGINS", given))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MILLRACE_CORS_ORIGINS");
    }
}
