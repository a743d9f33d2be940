package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.bootstrap.ApiSettings;
import dev.millrace.bootstrap.Settings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @Test
    void without_any_word_it_is_this_machine_alone() {
        RestConfig address = from(new Settings(Map.of()));

        assertThat(address.host()).isEqualTo("127.0.0.1");
        assertThat(address.port()).isEqualTo(8080);
        assertThat(address.publicUrl()).isEmpty();
    }

    @Test
    void all_addresses_are_taken_by_whoever_says_that_anybody_may_come() {
        RestConfig address = from(new Settings(Map.of(
                "API_HOST", "0.0.0.0",
                "API_PORT", "0",
                "MILLRACE_ALLOW_ANONYMOUS", "true",
                "MILLRACE_PUBLIC_URL", "https://video.example.org/")));

        assertThat(address.host()).isEqualTo("0.0.0.0");
        assertThat(address.port()).isZero();
        assertThat(address.publicUrl()).contains(URI.create("https://video.example.org"));
    }

    @Test
    void all_addresses_are_taken_by_whoever_asks_for_a_key() {
        RestConfig address = from(new Settings(
                Map.of("API_HOST", "0.0.0.0", "MILLRACE_BOOTSTRAP_API_KEY", "for-this-test-alone-and-no-secret")));

        assertThat(address.host()).isEqualTo("0.0.0.0");
        assertThat(address.key()).isPresent();
    }

    @Test
    void an_address_that_others_reach_takes_a_key_or_a_word_that_this_is_meant() {
        assertThatThrownBy(() -> from(new Settings(Map.of("API_HOST", "0.0.0.0"))))
                .hasMessage("API_HOST is not this machine alone, so that everybody who reaches it could use Millrace;"
                        + " set MILLRACE_BOOTSTRAP_API_KEY to the key to ask them for, or"
                        + " MILLRACE_ALLOW_ANONYMOUS=true if that is what you want.");
    }

    @ParameterizedTest
    @CsvSource({
        "API_HOST, 0.0.0.0",
        "API_HOST, no such name",
        "API_PORT, 65536",
        "MILLRACE_ALLOW_ANONYMOUS, perhaps",
        "MILLRACE_BOOTSTRAP_API_KEY, hush",
        "MILLRACE_REQUESTS_PER_SECOND, 0",
        "MILLRACE_QUEUED_JOBS, none",
        "MILLRACE_ACCESS_LOG, perhaps",
        "MILLRACE_PUBLIC_URL, video.example.org"
    })
    void what_cannot_be_used_is_refused_and_its_variable_is_named(String name, String value) {
        assertThatThrownBy(() -> from(new Settings(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .message()
                .endsWith(".");
    }

    @Test
    void it_takes_on_as_much_as_it_is_told() {
        RestConfig address =
                from(new Settings(Map.of("MILLRACE_REQUESTS_PER_SECOND", "7", "MILLRACE_ACCESS_LOG", "true")));

        assertThat(address.limits().perSecond()).isEqualTo(7);
        assertThat(address.accessLog()).isTrue();
    }

    private static RestConfig from(Settings settings) {
        return Address.from(settings, ApiSettings.from(settings));
    }
}
