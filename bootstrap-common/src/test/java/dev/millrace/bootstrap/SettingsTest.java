package dev.millrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void what_is_not_given_or_blank_is_as_usual() {
        var settings = new Settings(Map.of("BLANK", "  "));

        assertThat(settings.text("BLANK", "usual")).isEqualTo("usual");
        assertThat(settings.text("MISSING")).isEmpty();
        assertThat(settings.number("BLANK", 7, 1, 10)).isEqualTo(7);
        assertThat(settings.number("BLANK", 1, 10)).isEmpty();
        assertThat(settings.yes("MISSING")).isFalse();
    }

    @Test
    void what_is_given_counts() {
        var settings = new Settings(Map.of("NAME", " films ", "NUMBER", "10", "YES", "true"));

        assertThat(settings.text("NAME")).contains("films");
        assertThat(settings.number("NUMBER", 7, 1, 10)).isEqualTo(10);
        assertThat(settings.number("NUMBER", 1, 10)).contains(10);
        assertThat(settings.yes("YES")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "ten", "1.5", "99999999999"})
    void a_number_out_of_range_is_refused_and_its_variable_is_named(String given) {
        var settings = new Settings(Map.of("NUMBER", given));

        assertThatThrownBy(() -> settings.number("NUMBER", 7, 1, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NUMBER is a number from 1 to 10.");
    }

    @Test
    void neither_yes_nor_no_is_refused() {
        var settings = new Settings(Map.of("YES", "yes"));

        assertThatThrownBy(() -> settings.yes("YES")).hasMessage("YES is true or false.");
    }

    @Test
    void a_database_is_read_whole_and_its_text_keeps_the_password_to_itself() {
        var settings = new Settings(Map.of(
                "POSTGRES_HOST", "db",
                "POSTGRES_PORT", "6432",
                "POSTGRES_DB", "films",
                "POSTGRES_USER", "maker",
                "POSTGRES_PASSWORD", "hush",
                "POSTGRES_POOLER", "true"));

        Database database = Database.from(settings);

        assertThat(database).isEqualTo(new Database("db", 6432, "films", "maker", "hush", true));
        assertThat(database.toString()).doesNotContain("hush");
        assertThat(settings.toString()).doesNotContain("hush");
    }
}
