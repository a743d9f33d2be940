package dev.millrace.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserFinderIT {
    @TempDir
    Path folder;

    @Test
    void a_browser_that_was_named_is_not_replaced_by_another() throws Exception {
        program("chromium", "echo plays:true");
        Map<String, String> environment = Map.of("MILLRACE_BROWSER", "/nowhere/chrome", "PATH", folder.toString());

        BrowserSearch found = new BrowserFinder(environment, false).find();

        assertThat(found)
                .isEqualTo(new BrowserSearch.Missing("MILLRACE_BROWSER names no browser that plays H.264 and AAC"
                        + " (/nowhere/chrome is no program): name another, or none to leave out the tests that"
                        + " need one."));
    }

    @Test
    void none_is_looked_for_when_none_is_wanted() throws Exception {
        program("chromium", "echo plays:true");
        Map<String, String> environment = Map.of("MILLRACE_BROWSER", "none", "PATH", folder.toString());

        BrowserSearch found = new BrowserFinder(environment, false).find();

        assertThat(found)
                .isEqualTo(new BrowserSearch.None("MILLRACE_BROWSER is none, so no film is played in a browser."));
    }

    @Test
    void the_first_on_the_path_that_plays_films_is_taken() throws Exception {
        program("chromium", "echo plays:false");
        Path chrome = program("google-chrome", "echo plays:true");

        BrowserSearch found = new BrowserFinder(Map.of("PATH", ":/nowhere:" + folder), false).find();

        assertThat(found).isEqualTo(new BrowserSearch.Found(chrome));
    }

    @Test
    void one_that_does_not_play_films_is_told_of() throws Exception {
        Path chromium = program("chromium", "exit 1");

        BrowserSearch found = new BrowserFinder(Map.of("PATH", folder.toString()), false).find();

        assertThat(found.toString()).contains("(" + chromium + " does not play them)");
    }

    @Test
    void where_there_is_none_the_package_manager_installs_one() throws Exception {
        Path chromium = folder.resolve("chromium");
        program("apt-get", """
                [ "$*" = "-q update" ] && exit
                [ "$*" = "-q -y --no-install-recommends install chromium" ] || exit 1
                printf '#!/bin/sh\\necho plays:true\\n' > %1$s && chmod +x %1$s""".formatted(chromium));
        Map<String, String> environment = Map.of("PATH", folder.toString());

        assertThat(new BrowserFinder(environment, false).find()).isInstanceOf(BrowserSearch.None.class);
        assertThat(new BrowserFinder(environment, true).find()).isEqualTo(new BrowserSearch.Found(chromium));
    }

    @Test
    void a_package_manager_that_fails_is_told_of() throws Exception {
        program("apt-get", "exit 100");

        BrowserSearch found = new BrowserFinder(Map.of("PATH", folder.toString()), true).find();

        assertThat(found.toString()).contains("(apt-get could not install chromium)");
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
