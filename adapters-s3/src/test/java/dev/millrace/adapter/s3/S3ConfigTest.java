package dev.millrace.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3ConfigTest {
    @Test
    void without_an_endpoint_it_is_amazons_s3_as_the_sdk_finds_its_keys() {
        assertThat(S3Config.fromEnvironment(Map.of("S3_BUCKET", "films", "S3_REGION", "eu-central-1")))
                .isEqualTo(new S3Config(
                        "films", "eu-central-1", Optional.empty(), Optional.empty(), Optional.empty(), false, true));
    }

    @Test
    void with_an_endpoint_it_is_a_server_of_ones_own() {
        assertThat(S3Config.fromEnvironment(Map.of("S3_ENDPOINT", "http://minio:9000")))
                .isEqualTo(new S3Config(
                        "millrace",
                        "us-east-1",
                        Optional.of(URI.create("http://minio:9000")),
                        Optional.empty(),
                        Optional.of(new S3Config.Keys("minioadmin", "minioadmin")),
                        true,
                        false));
    }

    @Test
    void everything_can_be_said() {
        assertThat(S3Config.fromEnvironment(Map.of(
                        "S3_ENDPOINT", "http://storage:9000/",
                        "S3_PUBLIC_ENDPOINT", "https://media.example",
                        "S3_ACCESS_KEY", "name",
                        "S3_SECRET_KEY", "secret",
                        "MILLRACE_S3_PATH_STYLE", "false",
                        "MILLRACE_S3_CHECKSUMS", "true")))
                .isEqualTo(new S3Config(
                        "millrace",
                        "us-east-1",
                        Optional.of(URI.create("http://storage:9000/")),
                        Optional.of(URI.create("https://media.example")),
                        Optional.of(new S3Config.Keys("name", "secret")),
                        false,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "S3_ENDPOINT, storage:9000",
        "S3_ENDPOINT, http://storage:port",
        "S3_ENDPOINT, http://user:secret@storage",
        "S3_ENDPOINT, ftp://storage",
        "S3_PUBLIC_ENDPOINT, https://media.example/path",
        "S3_PUBLIC_ENDPOINT, https://media.example/?secret=1",
        "S3_BUCKET, a/b",
        "S3_BUCKET, x",
        "S3_REGION, Frankfurt",
        "S3_ACCESS_KEY, alone",
        "S3_SECRET_KEY, secret",
        "MILLRACE_S3_PATH_STYLE, yes",
        "MILLRACE_S3_CHECKSUMS, 1"
    })
    void what_cannot_be_used_is_refused_and_the_variables_are_named(String name, String value) {
        assertThatThrownBy(() -> S3Config.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("S3_")
                .endsWith(".")
                .doesNotContain("secret");
    }

    @Test
    void its_text_keeps_the_secret_to_itself() {
        var config = S3Config.fromEnvironment(Map.of("S3_ACCESS_KEY", "name", "S3_SECRET_KEY", "hush"));

        assertThat(config.toString()).contains("name").doesNotContain("hush");
    }
}
