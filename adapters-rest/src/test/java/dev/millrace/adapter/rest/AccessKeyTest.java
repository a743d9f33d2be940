package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTest {
    private static final String LONG_ENOUGH = "0123456789abcdef0123456789ABCDEF";

    @ParameterizedTest
    @ValueSource(strings = {LONG_ENOUGH, "mlr_0190a000-0000.7000~8000+/0123456789AZaz", LONG_ENOUGH + "=="})
    void a_key_is_itself_alone(String text) {
        AccessKey key = AccessKey.of(text);

        assertThat(key.is(text)).isTrue();
        assertThat(key.is(text.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(key.is(text + "x")).isFalse();
        assertThat(key.is(text.substring(1))).isFalse();
        assertThat(key.is("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "0123456789abcdef0123456789ABCDE",
                "0123456789abcdef 0123456789ABCDEF",
                "0123456789abcdef=0123456789ABCDEF",
                "0123456789abcdef\"0123456789ABCDEF",
                "0123456789abcdéf0123456789ABCDEF",
                "0123456789abcdef\n0123456789ABCDEF"
            })
    void what_is_short_or_has_other_characters_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> AccessKey.fromEnvironment(Map.of("MILLRACE_BOOTSTRAP_API_KEY", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "MILLRACE_BOOTSTRAP_API_KEY can't be used. A key has 32 to 512 characters: letters from A to"
                                + " Z, digits, '-', '.', '_', '~', '+' and '/', and '=' at the end alone; openssl rand -hex 32"
                                + " makes a good one.");
    }

    @Test
    void a_key_that_fits_into_no_request_is_refused() {
        assertThatThrownBy(() -> AccessKey.of("x".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void none_and_a_blank_one_are_the_same(String blank) {
        assertThat(AccessKey.fromEnvironment(Map.of("MILLRACE_BOOTSTRAP_API_KEY", blank)))
                .isEmpty();
        assertThat(AccessKey.fromEnvironment(Map.of())).isEmpty();
    }

    @Test
    void space_around_it_is_no_part_of_it() {
        assertThat(AccessKey.fromEnvironment(Map.of("MILLRACE_BOOTSTRAP_API_KEY", " " + LONG_ENOUGH + "\n")))
                .hasValueSatisfying(key -> assertThat(key.is(LONG_ENOUGH)).isTrue());
    }

    @Test
    void nothing_tells_it() {
        AccessKey key = AccessKey.of(LONG_ENOUGH);

        assertThat(RestConfig.onLoopback(0).key(key).toString()).doesNotContain(LONG_ENOUGH);
    }
}
