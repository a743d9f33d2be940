package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` names what the programs read.
class ConfigurationPageTest {
    private static final Map<String, Setting> PAGE = Setting.all();
    private static final ReadSettings CODE = ReadSettings.inSources();

    @Test
    void every_variable_that_a_program_reads_is_on_the_page_for_it_and_no_other_is() {
        Map<String, Set<String>> listed = new TreeMap<>();
        PAGE.values().stream()
                .filter(setting -> !setting.programs().isEmpty())
                .forEach(setting -> listed.put(setting.name(), setting.programs()));

        assertThat(CODE.programs()).hasSizeGreaterThan(35).containsExactlyInAnyOrderEntriesOf(listed);
    }

    @Test
    void a_default_that_is_a_constant_is_on_the_page_as_it_is() {
        assertThat(CODE.usual())
                .hasSizeGreaterThan(15)
                .allSatisfy((name, value) ->
                        assertThat(PAGE.get(name).usual()).as(name).isEqualTo("`" + value + "`"));
    }

    @Test
    void what_opens_something_is_a_secret() {
        assertThat(PAGE.values())
                .filteredOn(setting -> setting.name().matches(".*(PASSWORD|KEY|SECRET).*|REDIS_URL"))
                .hasSizeGreaterThan(5)
                .allMatch(Setting::secret);
    }
}
