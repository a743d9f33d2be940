package dev.millrace.standalone.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which files of an existing folder an earlier run made: those that its `job.json` lists. All others are somebody's,
/// and stay untouched.
final class OwnFiles {
    /// Everything a run may ever make. A `job.json` can't name anything else, whoever wrote it.
    private static final Pattern MADE = Pattern.compile(
            "job\\.json|poster\\.jpg|[a-z0-9-]+\\.(mp4|m4a)|hls/master\\.m3u8|hls/[a-z0-9-]+/(index\\.m3u8|init\\.mp4|[0-9]+\\.m4s)");

    private OwnFiles() {}

    /// Reads the list, and refuses a folder in which something of somebody else's is in the way.
    ///
    /// @param shown the folder as the person named it
    /// @return the files relative to the folder, `job.json` among them; empty for an empty folder
    static Set<Path> in(Path folder, String shown) throws IOException, FolderRefused {
        List<Path> there = FileTree.files(folder);
        Path description = folder.resolve(ResultDocument.NAME);
        if (there.isEmpty()) {
            return Set.of();
        }
        if (!Files.isRegularFile(description, LinkOption.NOFOLLOW_LINKS)) {
            throw new FolderRefused(
                    shown + " holds files that Millrace did not make, and no job.json of an earlier run;"
                            + " choose another folder with --output.");
        }
        Set<Path> own = listed(description, shown);
        for (Path file : there) {
            if (!own.contains(file) && inTheWay(file)) {
                throw new FolderRefused(shown + file + " was not made by Millrace and would be in the way;"
                        + " move it elsewhere or choose another folder with --output.");
            }
        }
        return own;
    }

    private static boolean inTheWay(Path file) {
        String first = file.getName(0).toString();
        return first.equals("hls") || MADE.matcher(first).matches();
    }

    private static Set<Path> listed(Path description, String shown) throws IOException, FolderRefused {
        Set<Path> own = new LinkedHashSet<>();
        own.add(Path.of(ResultDocument.NAME));
        for (String path : paths(description, shown)) {
            if (!MADE.matcher(path).matches()) {
                throw new FolderRefused(shown + ResultDocument.NAME + " lists a file that Millrace does not make;"
                        + " choose another folder with --output.");
            }
            own.add(Path.of(path));
        }
        return own;
    }

    private static List<String> paths(Path description, String shown) throws IOException, FolderRefused {
        try {
            JsonNode document = new ObjectMapper().readTree(description.toFile());
            if (document.path("schema_version").isInt()
                    && document.path("files").isArray()) {
                List<String> paths = new ArrayList<>();
                document.path("files")
                        .forEach(file -> paths.add(file.path("path").asText()));
                return paths;
            }
        } catch (JacksonException e) {
            // Not JSON, so not ours.
        }
        throw new FolderRefused(shown + ResultDocument.NAME + " was not written by Millrace;"
                + " choose another folder with --output.");
    }
}
