package dev.millrace.domain.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of the project, found from wherever the tests run.
final class Repository {
    private static final Pattern FIRST_SENTENCE = Pattern.compile("(.*?\\.)(\\s.*|$)");

    private static final Map<String, Path> SOURCES = Stream.of("domain", "application")
            .flatMap(module -> files(root().resolve(module).resolve("src/main/java")))
            .filter(file -> file.toString().endsWith(".java"))
            .collect(Collectors.toMap(Repository::typeIn, file -> file, (first, _) -> first));

    private Repository() {}

    /// A page of documentation.
    static String page(String name) {
        return text(root().resolve("docs").resolve(name));
    }

    /// The source of a type of the core, by its simple name.
    static String sourceOf(String type) {
        return Optional.ofNullable(SOURCES.get(type))
                .map(Repository::text)
                .orElseThrow(() -> new AssertionError("the core has no type " + type));
    }

    /// The first sentence of a type's documentation.
    static String firstSentenceAbout(String type) {
        String documentation = documentationBefore(
                sourceOf(type),
                Pattern.compile("^(public )?(final |sealed )?(record|interface|enum|class) " + type + "\\b"));
        Matcher sentence = FIRST_SENTENCE.matcher(documentation);
        if (!sentence.matches()) {
            throw new AssertionError(type + " has no sentence about it");
        }
        return sentence.group(1);
    }

    /// The documentation right before the first line that matches, in one line.
    static String documentationBefore(String source, Pattern declaration) {
        List<String> documentation = new ArrayList<>();
        for (String line : source.lines().map(String::strip).toList()) {
            if (line.startsWith("///")) {
                documentation.add(line.substring(3).strip());
            } else if (declaration.matcher(line).find()) {
                return String.join(" ", documentation);
            } else if (!line.startsWith("@")) {
                documentation.clear();
            }
        }
        throw new AssertionError("no line matches " + declaration);
    }

    /// Maven runs tests in the folder of their module, an editor perhaps elsewhere; the wrapper lies in the root alone.
    private static Path root() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("the tests don't run within the project");
            }
        }
        return folder;
    }

    private static String typeIn(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
