package dev.millrace.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostgresArchiveIT {

    @Test
    void processes_that_unpack_at_once_agree_on_one_whole_folder(@TempDir Path cache) throws Exception {
        Set<String> places = new HashSet<>();
        try (var first = AnotherJvm.running(UnpackInAnotherJvm.class, cache.toString());
                var second = AnotherJvm.running(UnpackInAnotherJvm.class, cache.toString());
                var third = AnotherJvm.running(UnpackInAnotherJvm.class, cache.toString())) {
            for (AnotherJvm jvm : List.of(first, second, third)) {
                places.add(jvm.output().readLine());
            }
        }

        assertThat(places).hasSize(1);
        Path installed = Path.of(places.iterator().next());
        assertThat(installed.resolve("bin/postgres")).isExecutable();
        assertThat(installed.resolve("lib")).isDirectory();
        assertThat(foldersIn(cache)).containsExactly(installed);
    }

    @Test
    void what_a_killed_process_left_half_unpacked_is_removed(@TempDir Path cache) throws Exception {
        Path half = Files.createDirectories(cache.resolve(".unpacking-123/bin"));
        Files.writeString(half.resolve("postgres"), "half a program");

        Path installed = PostgresArchive.forThisMachine().unpackInto(cache);

        assertThat(foldersIn(cache)).containsExactly(installed);
    }

    @Test
    void what_is_there_is_not_unpacked_again(@TempDir Path cache) throws Exception {
        Path installed = PostgresArchive.forThisMachine().unpackInto(cache);
        FileTime before = Files.getLastModifiedTime(installed.resolve("bin"));

        Path again = PostgresArchive.forThisMachine().unpackInto(cache);

        assertThat(again).isEqualTo(installed);
        assertThat(Files.getLastModifiedTime(again.resolve("bin"))).isEqualTo(before);
    }

    private static List<Path> foldersIn(Path cache) throws Exception {
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
