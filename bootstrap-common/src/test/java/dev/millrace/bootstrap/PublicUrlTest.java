package dev.millrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://video.example.org, https://video.example.org",
        "https://video.example.org/, https://video.example.org",
        "http://192.0.2.7:8080, http://192.0.2.7:8080",
        "http://[2001:db8::7]:8080/, http://[2001:db8::7]:8080"
    })
    void scheme_host_and_port_are_an_address(String text, URI read) {
        assertThat(PublicUrl.read(text)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "video.example.org",
                "video.example.org:8080",
                "ftp://video.example.org",
                "https://video.example.org/mill",
                "https://video.example.org/?a=b",
                "https://video.example.org/#a",
                "https://mia@video.example.org",
                "https://",
                "https:video.example.org",
                "https://a b"
            })
    void anything_else_is_none(String text) {
        assertThat(PublicUrl.read(text)).isEmpty();
    }
}
