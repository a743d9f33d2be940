package dev.millrace.standalone.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.ProfileReader;
import dev.millrace.domain.profile.ProfileReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/profiles.md` shows `web` written out in full.
class ProfilesPageTest {
    @Test
    void the_example_is_the_profile_web() throws IOException {
        assertThat(read(example())).isEqualTo(new ProfileReading.Read(BuiltInProfiles.WEB));
    }

    @Test
    void what_is_marked_as_optional_has_that_value_when_it_is_left_out() throws IOException {
        String required =
                example().lines().filter(line -> !line.contains("# optional:")).collect(Collectors.joining("\n"));

        assertThat(required).doesNotContain("gop:", "preset:", "channels:");
        assertThat(read(required)).isEqualTo(new ProfileReading.Read(BuiltInProfiles.WEB));
    }

    private static ProfileReading read(String yaml) {
        if (YamlTree.read(yaml) instanceof YamlTree.Reading.Read(var root)) {
            return ProfileReader.read(root);
        }
        throw new AssertionError("not YAML");
    }

    private static String example() throws IOException {
        Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(page()));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /// Tests run in the folder of their module, or in that of the project.
    private static Path page() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return Files.exists(folder.resolve("mvnw"))
                ? folder.resolve("docs/profiles.md")
                : folder.resolveSibling("docs/profiles.md");
    }
}
