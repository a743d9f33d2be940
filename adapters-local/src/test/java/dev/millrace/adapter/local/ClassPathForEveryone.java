package dev.millrace.adapter.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The class path of this test, which may lie in a home that other users can't enter, copied to where they can.
final class ClassPathForEveryone {
    private ClassPathForEveryone() {}

    static String copiedInto(Path folder) throws IOException, InterruptedException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path target = folder.resolve(entries.size() + "-" + Path.of(entry).getFileName());
            int code = new ProcessBuilder("cp", "-r", entry, target.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException(entry + " could not be copied");
            }
            entries.add(target.toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
