package dev.millrace.deployment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A variable as `docs/configuration.md` has it.
///
/// @param programs that read it; none: only compose does
/// @param usual the cell of its default, as it is written
/// @param secret whether its value is for few
record Setting(String name, Set<String> programs, String usual, boolean secret) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[A-Z0-9_`, ]+`) \\| (.*) \\|$");
    private static final String BY_NO_PROGRAM = "\n## Of `deploy/compose` alone";
    private static final Pattern CONSTANT = Pattern.compile("`([^`]+)`");

    /// All there are, by name.
    static Map<String, Setting> all() {
        String page = Repository.text("docs/configuration.md");
        int others = page.indexOf(BY_NO_PROGRAM);
        Map<String, Setting> all = new LinkedHashMap<>();
        Stream.concat(
                        rows(page.substring(0, others)).flatMap(Setting::ofPrograms),
                        rows(page.substring(others)).flatMap(Setting::ofCompose))
                .forEach(setting -> {
                    if (all.put(setting.name(), setting) != null) {
                        throw new AssertionError(setting.name() + " is listed twice");
                    }
                });
        return all;
    }

    /// The default, where it is a constant.
    String constant() {
        var constant = CONSTANT.matcher(usual);
        if (!constant.matches()) {
            throw new AssertionError(name + " has no constant for a default, but: " + usual);
        }
        return constant.group(1);
    }

    private static Stream<MatchResult> rows(String chapters) {
        return ROW.matcher(chapters).results();
    }

    private static Stream<Setting> ofPrograms(MatchResult row) {
        String[] cells = cells(row, 4);
        return names(row).map(name -> new Setting(name, Set.of(cells[0].split(", ", -1)), cells[1], secret(cells[2])));
    }

    private static Stream<Setting> ofCompose(MatchResult row) {
        String[] cells = cells(row, 3);
        return names(row).map(name -> new Setting(name, Set.of(), cells[0], secret(cells[1])));
    }

    private static String[] cells(MatchResult row, int expected) {
        String[] cells =
                Arrays.stream(row.group(2).split("\\|", -1)).map(String::strip).toArray(String[]::new);
        if (cells.length != expected) {
            throw new AssertionError("another number of cells: " + row.group());
        }
        return cells;
    }

    private static Stream<String> names(MatchResult row) {
        return Arrays.stream(row.group(1).split(", ", -1)).map(name -> name.replace("`", ""));
    }

    private static boolean secret(String cell) {
        return switch (cell) {
            case "yes" -> true;
            case "" -> false;
            default -> throw new AssertionError("a secret is one or not, and not: " + cell);
        };
    }

    /// The names of those that a program reads.
    static Set<String> of(String program) {
        return all().values().stream()
                .filter(setting -> setting.programs().contains(program))
                .map(Setting::name)
                .collect(Collectors.toSet());
    }
}
