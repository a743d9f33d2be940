package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNamesTest {
    private static final KnownNames LOOPBACK = new KnownNames(RestConfig.onLoopback(8080));
    private static final KnownNames PUBLIC =
            new KnownNames(RestConfig.onLoopback(8080).publicUrl(URI.create("https://video.example.org/")));
    private static final KnownNames EVERYWHERE =
            new KnownNames(RestConfig.onLoopback(8080).host("0.0.0.0"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LocalHost:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.8.9.10:1",
                "[::1]",
                "[::1]:8080",
                "[::ffff:127.0.0.1]"
            })
    void this_machine_is_known_by_its_own_names(String host) {
        assertThat(LOOPBACK.names(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8080",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:80:localhost",
                "evil.example]:localhost",
                "localhost@evil.example",
                "video.example.org",
                "192.168.1.5",
                "[fe80::1]",
                "0.0.0.0",
                "[::1",
                "[]"
            })
    void any_other_name_is_foreign(String host) {
        assertThat(LOOPBACK.names(host)).isFalse();
    }

    @Test
    void the_public_address_is_known_with_and_without_its_port() {
        assertThat(PUBLIC.names("video.example.org")).isTrue();
        assertThat(PUBLIC.names("Video.Example.org:443")).isTrue();
        assertThat(PUBLIC.names("example.org")).isFalse();
    }

    @Test
    void a_server_that_others_reach_is_known_by_every_address_and_by_no_other_name() {
        assertThat(EVERYWHERE.names("192.168.1.5:8080")).isTrue();
        assertThat(EVERYWHERE.names("[2001:db8::1]:8080")).isTrue();
        assertThat(EVERYWHERE.names("evil.example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080, true",
        "https://localhost:8080, localhost:8080, true",
        "HTTP://LOCALHOST:8080, localhost:8080, true",
        "https://video.example.org, 127.0.0.1:8080, true",
        "http://video.example.org, 127.0.0.1:8080, false",
        "https://video.example.org.evil.example, 127.0.0.1:8080, false",
        "http://localhost:3000, localhost:8080, false",
        "http://evil.example, localhost:8080, false",
        "null, localhost:8080, false",
        "'', localhost:8080, false"
    })
    void a_page_is_our_own_when_it_came_from_where_it_asks_or_from_the_public_address(
            String origin, String host, boolean own) {
        assertThat(PUBLIC.own(origin, host)).isEqualTo(own);
    }

    @Test
    void the_usual_port_of_a_public_address_is_no_part_of_its_origin() {
        KnownNames names =
                new KnownNames(RestConfig.onLoopback(8080).publicUrl(URI.create("https://video.example.org:443")));

        assertThat(names.own("https://video.example.org", "localhost")).isTrue();
    }
}
