package dev.millrace.deployment;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The folder of a kustomization, read as Kubernetes reads it.
///
/// @param kustomization what lists the rest
/// @param objects by the names of their files
record Manifests(Map<String, Object> kustomization, Map<String, HasMetadata> objects) {
    static final Path FOLDER = Repository.ROOT.resolve("deploy/k8s/base");
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    static Manifests read() {
        Map<String, Object> kustomization = mapping(Repository.text(FOLDER.resolve(KUSTOMIZATION)));
        Map<String, HasMetadata> objects = new TreeMap<>();
        for (String file : texts(kustomization.get("resources"))) {
            objects.put(file, object(Repository.text(FOLDER.resolve(file))));
        }
        return new Manifests(kustomization, objects);
    }

    /// One object.
    ///
    /// @throws AssertionError when its kind or one of its fields is unknown
    static HasMetadata object(String text) {
        mapping(text); // no key twice
        Object read = KUBERNETES.unmarshal(text);
        if (!(read instanceof HasMetadata object)
                || !read.getClass().getName().startsWith(MODEL)
                || read instanceof GenericKubernetesResource) {
            throw new AssertionError("of no kind that is known: " + text);
        }
        List<String> unknown = new ArrayList<>();
        walk("", object, unknown, Collections.newSetFromMap(new IdentityHashMap<>()));
        if (!unknown.isEmpty()) {
            throw new AssertionError("unknown fields: " + unknown);
        }
        return object;
    }

    /// The one object of that class and name.
    <T extends HasMetadata> T the(Class<T> type, String name) {
        return objects.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + type.getSimpleName() + " " + name));
    }

    static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    static List<Map<?, ?>> mappings(Object list) {
        List<Map<?, ?>> mappings = new ArrayList<>();
        ((List<?>) list).forEach(entry -> mappings.add((Map<?, ?>) entry));
        return mappings;
    }

    private static Map<String, Object> mapping(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(text);
    }

    /// What the models don't know they keep apart.
    private static void walk(String path, Object node, List<String> unknown, Set<Object> seen) {
        if (!seen.add(node)) {
            return;
        }
        switch (node) {
            case Collection<?> list -> list.forEach(entry -> walk(path + "[]", entry, unknown, seen));
            case Map<?, ?> map -> map.forEach((key, value) -> walk(path + "." + key, value, unknown, seen));
            default -> {
                if (node.getClass().getName().startsWith(MODEL)) {
                    walkFields(path, node, unknown, seen);
                }
            }
        }
    }

    private static void walkFields(String path, Object node, List<String> unknown, Set<Object> seen) {
        for (Method method : node.getClass().getMethods()) {
            if (method.getName().startsWith("get")
                    && method.getParameterCount() == 0
                    && method.getDeclaringClass() != Object.class) {
                Object value = call(method, node);
                if (method.getName().equals("getAdditionalProperties")) {
                    ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
                } else if (value != null) {
                    walk(path + "." + method.getName().substring("get".length()), value, unknown, seen);
                }
            }
        }
    }

    private static Object call(Method method, Object node) {
        try {
            return method.invoke(node);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
