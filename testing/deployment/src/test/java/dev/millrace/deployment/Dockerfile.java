package dev.millrace.deployment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The recipe of an image: instructions of one line each, once those that go on are joined.
///
/// @param file where it is
/// @param lines its instructions
record Dockerfile(Path file, List<String> lines) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    static Dockerfile of(String program) {
        Path file = Repository.ROOT.resolve("deploy/docker/" + program + ".Dockerfile");
        String text = Repository.text(file).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", " ");
        return new Dockerfile(file, text.lines().filter(line -> !line.isBlank()).toList());
    }

    /// What follows an instruction that is there once.
    String only(String instruction) {
        List<String> found = all(instruction);
        if (found.size() != 1) {
            throw new AssertionError(file + " has " + instruction + " " + found.size() + " times");
        }
        return found.getFirst();
    }

    List<String> all(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /// The words of the exec form: a list in JSON, without a shell around it that would keep signals to itself.
    List<String> entrypoint() {
        String form = only("ENTRYPOINT");
        if (!form.matches("\\[\"[^\"]*\"(, \"[^\"]*\")*]")) {
            throw new AssertionError(file + " starts its program through a shell: " + form);
        }
        return WORD.matcher(form).results().map(word -> word.group(1)).toList();
    }

    /// The folder of this project that is copied, and where to.
    record Copy(String from, String to) {}

    Copy copy() {
        List<String> words = Arrays.stream(only("COPY").split(" ", -1))
                .filter(word -> !word.startsWith("--"))
                .toList();
        return new Copy(words.getFirst(), words.getLast());
    }

    /// What a variable is set to.
    String variable(String name) {
        return Arrays.stream(only("ENV").split("\\s+", -1))
                .filter(assignment -> assignment.startsWith(name + "="))
                .map(assignment -> assignment.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " does not set " + name));
    }
}
