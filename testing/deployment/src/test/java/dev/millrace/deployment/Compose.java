package dev.millrace.deployment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A compose file, read strictly: each key is one of the [specification](https://github.com/compose-spec/compose-spec),
/// with a value of its type. Of the specification it knows what the file uses; whatever else is added to the file is
/// added here.
///
/// @param services by name
/// @param volumes their names
record Compose(Map<String, Map<String, Object>> services, List<String> volumes) {
    static final Path FOLDER = Repository.ROOT.resolve("deploy/compose");

    private static final Map<String, Class<?>> FILE =
            Map.of("name", String.class, "services", Map.class, "volumes", Map.class);

    private static final Map<String, Class<?>> SERVICE = Map.ofEntries(
            Map.entry("image", String.class),
            Map.entry("build", Map.class),
            Map.entry("command", List.class),
            Map.entry("entrypoint", List.class),
            Map.entry("environment", Map.class),
            Map.entry("restart", String.class),
            Map.entry("user", String.class),
            Map.entry("read_only", Boolean.class),
            Map.entry("tmpfs", List.class),
            Map.entry("cap_drop", List.class),
            Map.entry("security_opt", List.class),
            Map.entry("ports", List.class),
            Map.entry("volumes", List.class),
            Map.entry("depends_on", Map.class),
            Map.entry("stop_grace_period", String.class),
            Map.entry("healthcheck", Map.class));

    private static final Map<String, Class<?>> BUILD = Map.of("context", String.class, "dockerfile", String.class);
    private static final Map<String, Class<?>> DEPENDENCY = Map.of("condition", String.class);
    private static final Map<String, Class<?>> HEALTH = Map.of(
            "test", List.class,
            "interval", String.class,
            "timeout", String.class,
            "retries", Integer.class,
            "start_period", String.class);

    /// `${NAME}`, `${NAME:-usual}` or `${NAME:?why}`; `$$` is a dollar.
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z0-9_]+)(?::([-?])([^}]*))?}");

    private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

    /// @throws AssertionError when it breaks a rule of the specification
    static Compose read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<String, Object> file = mapping("the file", new Yaml(new SafeConstructor(options)).load(text));
        file.keySet().removeIf(key -> key.startsWith("x-"));
        check("the file", file, FILE);
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        mapping("services", file.get("services")).forEach((name, service) -> {
            Map<String, Object> checked = mapping(name, service);
            check(name, checked, SERVICE);
            checkParts(name, checked);
            services.put(name, checked);
        });
        Map<String, Object> volumes = mapping("volumes", file.get("volumes"));
        return new Compose(services, List.copyOf(volumes.keySet()));
    }

    private static void checkParts(String name, Map<String, Object> service) {
        part(service, "build", name).forEach(build -> check(name + ".build", build, BUILD));
        part(service, "healthcheck", name).forEach(health -> check(name + ".healthcheck", health, HEALTH));
        part(service, "depends_on", name)
                .forEach(others -> others.forEach(
                        (other, how) -> check(name + ".depends_on." + other, mapping(other, how), DEPENDENCY)));
        for (Object value : environment(service).values()) {
            if (!(value instanceof String)) {
                throw new AssertionError(name + " has a variable that is no text: " + value);
            }
        }
    }

    private static List<Map<String, Object>> part(Map<String, Object> service, String key, String name) {
        return service.containsKey(key) ? List.of(mapping(name + "." + key, service.get(key))) : List.of();
    }

    private static void check(String where, Map<String, Object> mapping, Map<String, Class<?>> known) {
        mapping.forEach((key, value) -> {
            Class<?> type = known.get(key);
            if (type == null) {
                throw new AssertionError(where + " has an unknown key: " + key);
            }
            if (!type.isInstance(value)) {
                throw new AssertionError(where + "." + key + " is no " + type.getSimpleName() + ": " + value);
            }
        });
    }

    private static Map<String, Object> mapping(String where, Object node) {
        if (!(node instanceof Map<?, ?> map)) {
            throw new AssertionError(where + " is no mapping: " + node);
        }
        Map<String, Object> mapping = new LinkedHashMap<>();
        map.forEach((key, value) -> mapping.put(String.valueOf(key), value));
        return mapping;
    }

    Map<String, Object> service(String name) {
        return services.get(name);
    }

    /// What a service sets, as it is written.
    static Map<String, Object> environment(Map<String, Object> service) {
        return service.containsKey("environment") ? mapping("environment", service.get("environment")) : Map.of();
    }

    static List<String> texts(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static Duration duration(Object text) {
        Matcher seconds = SECONDS.matcher(String.valueOf(text));
        if (!seconds.matches()) {
            throw new AssertionError("no number of seconds: " + text);
        }
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    }

    /// A variable that is put in.
    ///
    /// @param usual what counts when it is not given; empty for one that must be
    record Used(String name, boolean required, String usual) {}

    /// The variables of a text, each as often as it is used.
    static List<Used> variables(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(found -> new Used(
                        found.group(1), "?".equals(found.group(2)), "-".equals(found.group(2)) ? found.group(3) : ""))
                .toList();
    }

    /// The lines of a file of variables, those that are commented out too.
    static Map<String, String> variablesOfFile(Path file) {
        return Repository.text(file)
                .lines()
                .map(line -> line.matches("#[A-Z0-9_]+=.*") ? line.substring(1) : line)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> new ArrayList<>(List.of(line.split("=", 2))))
                .collect(Collectors.toMap(
                        List::getFirst, List::getLast, (one, other) -> one + other, LinkedHashMap::new));
    }
}
