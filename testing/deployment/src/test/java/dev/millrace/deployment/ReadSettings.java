package dev.millrace.deployment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which variables the sources read, for which programs, and what stands there for a default.
///
/// A variable is read where its name is a whole literal. A program reads it in sources of its own module, or in a class
/// outside that these sources name.
final class ReadSettings {
    private static final Map<String, String> PROGRAMS =
            Map.of("bootstrap-api", "api", "bootstrap-worker", "worker", "bootstrap-standalone", "millrace");

    /// Literals of that form that name something else: a right of Linux, a file of PostgreSQL, and what is set for children.
    private static final Set<String> OTHERS = Set.of("CAP_DAC_OVERRIDE", "PG_VERSION", "LD_LIBRARY_PATH", "LC_ALL");

    private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|HOME|PATH|TERM|LANG)\"");
    private static final Pattern IN_SHELL = Pattern.compile("\\$\\{([A-Z_]+)[:}]");
    private static final Pattern CONSTANT = Pattern.compile("(?:String|int) ([A-Z_]+) = (\"[^\"]*\"|[0-9_]+);");

    /// `text("NAME", usual)`, `number("NAME", usual, least, most)`, `getOrDefault("NAME", usual)`.
    private static final Pattern GIVEN_ALONG =
            Pattern.compile("(?:text|getOrDefault|number(?=\\([^,()]+(?:,[^,()]+){3}\\)))"
                    + "\\(\\s*\"([A-Z0-9_]+)\",\\s*([^,()]+)[,)]");

    /// `said(environment, "NAME").orElse(usual)`, with a conversion between.
    private static final Pattern OTHERWISE = Pattern.compile(
            "said\\(environment, \"([A-Z0-9_]+)\"\\)\\s*(?:\\.map\\([^()]*\\))?\\s*\\.orElse\\(([^()]+)\\)");

    /// `settings.yes("NAME")`.
    private static final Pattern YES = Pattern.compile("\\.yes\\(\"([A-Z0-9_]+)\"\\)");

    private final Map<String, Set<String>> programs = new TreeMap<>();
    private final Map<String, String> usual = new TreeMap<>();

    private ReadSettings() {}

    static ReadSettings inSources() {
        ReadSettings read = new ReadSettings();
        List<Path> sources = sources().toList();
        sources.stream()
                .filter(source -> LITERAL.matcher(Repository.text(source)).find())
                .forEach(source -> read.look(source, programsOf(source, sources)));
        for (String script : List.of("millrace", ".mvn/jdk.sh")) {
            all(IN_SHELL, Repository.text(script)).stream()
                    .filter(name -> !name.equals("BASH_SOURCE"))
                    .forEach(name -> read.add(name, "millrace"));
        }
        return read;
    }

    /// The programs that read each variable.
    Map<String, Set<String>> programs() {
        return programs;
    }

    /// The default of each variable that has a constant for it.
    Map<String, String> usual() {
        return usual;
    }

    private void look(Path source, Set<String> readers) {
        String text = withoutNames(Repository.text(source));
        for (String name : all(LITERAL, text)) {
            if (!OTHERS.contains(name)) {
                readers.forEach(program -> add(name, program));
            }
        }
        defaults(GIVEN_ALONG, text);
        defaults(OTHERWISE, text);
        all(YES, text).forEach(name -> usual.put(name, "false"));
    }

    private void add(String name, String program) {
        programs.computeIfAbsent(name, _ -> new TreeSet<>()).add(program);
    }

    private void defaults(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            constant(found.group(2).strip()).ifPresent(value -> usual.put(found.group(1), value));
        }
    }

    /// What an expression says where it says it by itself: a literal, or a constant of an enum for its word.
    private static Optional<String> constant(String expression) {
        if (expression.matches("\"[^\"]+\"")) {
            return Optional.of(expression.substring(1, expression.length() - 1));
        }
        if (expression.matches("[0-9_]+")) {
            return Optional.of(expression.replace("_", ""));
        }
        return expression.matches("[A-Z][A-Za-z]+\\.[A-Z_]+")
                ? Optional.of(expression.substring(expression.indexOf('.') + 1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// With the values of its constants in their places.
    private static String withoutNames(String text) {
        Map<String, String> constants = new HashMap<>();
        Matcher constant = CONSTANT.matcher(text);
        while (constant.find()) {
            constants.put(constant.group(1), constant.group(2));
        }
        String plain = CONSTANT.matcher(text).replaceAll("");
        for (Map.Entry<String, String> entry : constants.entrySet()) {
            plain = plain.replaceAll(
                    "(?<![\\w.\"])" + entry.getKey() + "(?![\\w\"(])", Matcher.quoteReplacement(entry.getValue()));
        }
        return plain;
    }

    private static Set<String> programsOf(Path source, List<Path> sources) {
        String own = PROGRAMS.get(module(source));
        if (own != null) {
            return Set.of(own);
        }
        String type = source.getFileName().toString().replace(".java", "");
        Pattern named = Pattern.compile("\\b" + type + "\\b");
        Set<String> readers = new TreeSet<>();
        sources.stream()
                .filter(other -> PROGRAMS.containsKey(module(other)))
                .filter(other -> named.matcher(Repository.text(other)).find())
                .forEach(other -> readers.add(PROGRAMS.get(module(other))));
        return readers;
    }

    private static String module(Path source) {
        return Repository.ROOT.relativize(source).getName(0).toString();
    }

    private static Stream<Path> sources() {
        return Repository.in(Repository.ROOT).stream()
                .filter(folder -> folder.getFileName()
                        .toString()
                        .matches("domain|application|adapters-[a-z0-9]+|bootstrap-[a-z]+"))
                .flatMap(module -> Repository.below(module.resolve("src/main/java")).stream())
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }
}
