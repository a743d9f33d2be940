package dev.millrace.standalone.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    Path temporary;

    private Path place;
    private Path folder;

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createDirectory(temporary.toRealPath().resolve("place"));
        folder = place.resolve("film-millrace");
    }

    @Test
    void a_published_folder_is_all_that_remains() throws Exception {
        try (OutputFolder output = OutputFolder.claim(folder, false)) {
            output.publish(finished(output, "1080p.mp4", "hls/master.m3u8"));
        }

        assertThat(names(place)).containsExactly("film-millrace");
        assertThat(names(folder)).containsExactly("1080p.mp4", "hls", "job.json");
    }

    @Test
    void nothing_can_be_seen_before_it_is_published() throws Exception {
        try (OutputFolder output = OutputFolder.claim(folder, false)) {
            finished(output, "1080p.mp4");

            assertThat(folder).doesNotExist();
            assertThat(names(place)).allMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void a_run_that_ends_without_a_result_leaves_no_trace() throws Exception {
        try (OutputFolder output = OutputFolder.claim(place.resolve("a/b/film-millrace"), false)) {
            finished(output, "1080p.mp4");
        }

        assertThat(names(place)).isEmpty();
    }

    @Test
    void folders_on_the_way_are_made_and_stay_with_the_result() throws Exception {
        try (OutputFolder output = OutputFolder.claim(place.resolve("a/b/film-millrace"), false)) {
            output.publish(finished(output, "1080p.mp4"));
        }

        assertThat(names(place.resolve("a/b"))).containsExactly("film-millrace");
    }

    @Test
    void an_existing_folder_is_not_touched_unless_that_is_asked_for() throws Exception {
        Files.createDirectory(folder);

        assertRefused(folder, false, "--force");

        assertThat(names(place)).containsExactly("film-millrace");
    }

    @Test
    void a_file_of_that_name_is_never_replaced() throws Exception {
        Files.writeString(folder, "mine");

        assertRefused(folder, true, "not a folder");

        assertThat(folder).hasContent("mine");
    }

    @Test
    void names_that_cannot_be_are_refused() throws Exception {
        assertRefused(Path.of("/"), true, "output folder");
        assertRefused(place.resolve("n".repeat(250)), false, "shorter name");
    }

    @Test
    void replacing_removes_what_the_earlier_run_made_and_the_new_one_does_not() throws Exception {
        made("1080p.mp4", "hls/1080p/init.mp4", "hls/1080p/000001.m4s", "poster.jpg");

        try (OutputFolder output = OutputFolder.claim(folder, true)) {
            output.publish(finished(output, "180p.mp4", "poster.jpg"));
        }

        assertThat(names(folder)).containsExactly("180p.mp4", "job.json", "poster.jpg");
        assertThat(folder.resolve("poster.jpg")).hasContent("new");
    }

    @Test
    void replacing_keeps_what_anybody_else_put_there() throws Exception {
        made("1080p.mp4", "hls/master.m3u8");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.createDirectory(folder.resolve("cuts"));
        Files.writeString(folder.resolve("cuts/1080p.mp4"), "mine");

        try (OutputFolder output = OutputFolder.claim(folder, true)) {
            output.publish(finished(output, "180p.mp4"));
        }

        assertThat(names(folder)).containsExactly("180p.mp4", "cuts", "job.json", "notes.txt");
        assertThat(folder.resolve("cuts/1080p.mp4")).hasContent("mine");
    }

    @Test
    void an_empty_folder_can_be_filled() throws Exception {
        Files.createDirectory(folder);

        try (OutputFolder output = OutputFolder.claim(folder, true)) {
            output.publish(finished(output, "180p.mp4"));
        }

        assertThat(names(folder)).containsExactly("180p.mp4", "job.json");
    }

    @Test
    void a_link_to_a_folder_stays_a_link() throws Exception {
        Path real = Files.createDirectory(place.resolve("real"));
        Files.createSymbolicLink(folder, real);

        try (OutputFolder output = OutputFolder.claim(folder, true)) {
            output.publish(finished(output, "180p.mp4"));
        }

        assertThat(Files.isSymbolicLink(folder)).isTrue();
        assertThat(names(real)).containsExactly("180p.mp4", "job.json");
    }

    @Test
    void a_folder_without_an_earlier_result_is_never_replaced() throws Exception {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertRefused(folder, true, "did not make");
    }

    @Test
    void a_file_of_somebody_else_in_the_way_is_never_replaced() throws Exception {
        made("1080p.mp4");
        Files.writeString(folder.resolve("holiday.mp4"), "mine");
        assertRefused(folder, true, "holiday.mp4");

        Files.delete(folder.resolve("holiday.mp4"));
        Files.createDirectories(folder.resolve("hls/1080p"));
        Files.writeString(folder.resolve("hls/1080p/notes.txt"), "mine");
        assertRefused(folder, true, "hls/1080p/notes.txt");
    }

    @Test
    void a_description_cannot_make_it_remove_other_files() throws Exception {
        Path other = Files.writeString(place.resolve("other.mp4"), "mine");
        for (String path : List.of("../other.mp4", other.toString(), "hls/../../other.mp4", "notes.txt")) {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("job.json"), "{\"schema_version\": 1, \"files\": [{\"path\": \"" + path + "\"}]}");

            assertRefused(folder, true, "does not make");
        }
        for (String other_json : List.of("[]", "{", "{\"files\": []}", "")) {
            Files.writeString(folder.resolve("job.json"), other_json);

            assertRefused(folder, true, "not written by Millrace");
        }
        assertThat(other).hasContent("mine");
    }

    @Test
    void a_replacement_that_was_cut_short_can_be_repeated() throws Exception {
        made("1080p.mp4", "720p.mp4");
        Files.writeString(
                folder.resolve("job.json"),
                ResultDocument.interim(List.of(Path.of("1080p.mp4"), Path.of("720p.mp4"), Path.of("180p.mp4"))));
        Files.writeString(folder.resolve("180p.mp4"), "half of the new ones");

        try (OutputFolder output = OutputFolder.claim(folder, true)) {
            output.publish(finished(output, "90p.mp4"));
        }

        assertThat(names(folder)).containsExactly("90p.mp4", "job.json");
    }

    @Test
    void two_runs_never_make_the_same_folder_at_once() throws Exception {
        try (OutputFolder first = OutputFolder.claim(folder, false)) {
            assertRefused(folder, false, "just now");

            first.publish(finished(first, "1080p.mp4"));
        }

        assertThat(names(place)).containsExactly("film-millrace");
    }

    @Test
    void two_runs_may_work_side_by_side() throws Exception {
        try (OutputFolder first = OutputFolder.claim(folder, false);
                OutputFolder second = OutputFolder.claim(place.resolve("other"), false)) {
            second.publish(finished(second, "180p.mp4"));
            first.publish(finished(first, "1080p.mp4"));
        }

        assertThat(names(place)).containsExactly("film-millrace", "other");
    }

    @Test
    void what_a_killed_run_left_is_removed_by_the_next_one() throws Exception {
        Path leftOver = Files.createDirectories(place.resolve(".millrace-partial.other/store/deep"));
        Files.writeString(leftOver.resolve("segment"), "half");
        Files.writeString(place.resolve(".millrace-partial.other/lock"), "");

        OutputFolder.claim(folder, false).close();

        assertThat(names(place)).isEmpty();
    }

    private void made(String... files) throws Exception {
        try (OutputFolder output = OutputFolder.claim(folder, false)) {
            output.publish(finished(output, files));
        }
        for (String file : files) {
            Files.writeString(folder.resolve(file), "old");
        }
    }

    private static Path finished(OutputFolder output, String... files) throws IOException {
        Path finished = output.work().resolve("finished");
        Files.createDirectory(finished);
        for (String file : files) {
            Files.createDirectories(finished.resolve(file).resolveSibling("."));
            Files.writeString(finished.resolve(file), "new");
        }
        Files.writeString(
                finished.resolve("job.json"),
                ResultDocument.interim(Stream.of(files).map(Path::of).toList()));
        return finished;
    }

    private static void assertRefused(Path folder, boolean replace, String because) {
        assertThatThrownBy(() -> OutputFolder.claim(folder, replace))
                .isInstanceOf(FolderRefused.class)
                .hasMessageContaining(because);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
