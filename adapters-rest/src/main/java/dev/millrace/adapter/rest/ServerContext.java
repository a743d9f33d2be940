package dev.millrace.adapter.rest;

import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The private Micronaut context in which the server lives.
///
/// It sees Micronaut's own beans, this package and those of extensions, and neither configuration nor environment. A
/// plain context would find every bean on the class path, and so create a second set of the eager ones of a Micronaut
/// application around it.
@SuppressWarnings("overrides") // methods of the parent, which overrides varargs with arrays
final class ServerContext extends DefaultApplicationContext {
    private static final String OWN = ServerContext.class.getPackageName();

    /// Would want a library to map objects; this adapter reads and writes trees itself.
    private static final String JSON = "io.micronaut.json.";

    private final List<String> seen;

    private ServerContext(List<String> seen) {
        super(new Isolated());
        this.seen = seen;
    }

    /// A context that is not started yet.
    static ServerContext of(Map<String, Object> properties, List<RestExtension> extensions) {
        Stream<String> packages = Stream.concat(
                Stream.of("io.micronaut", OWN), extensions.stream().map(RestExtension::packageName));
        var context = new ServerContext(packages.map(name -> name + ".").toList());
        context.getEnvironment().addPropertySource(PropertySource.of(properties));
        extensions.stream().flatMap(extension -> extension.beans().stream()).forEach(context::give);
        return context;
    }

    /// Makes an object known by its class.
    @SuppressWarnings("unchecked") // an object's class is a class of its type
    <T> void give(T bean) {
        registerBeanDefinition(RuntimeBeanDefinition.builder((Class<T>) bean.getClass(), () -> bean)
                .singleton(true)
                .build());
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by the parent
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
        return super.resolveBeanDefinitionReferences().stream()
                .filter(this::isSeen)
                .toList();
    }

    /// By the name of the definition, not of the bean: factories make beans of the JDK's types too.
    private boolean isSeen(BeanDefinitionReference<?> reference) {
        String name = reference.getBeanDefinitionName();
        return !name.startsWith(JSON) && seen.stream().anyMatch(name::startsWith);
    }

    /// Nothing from outside: no environment variables, system properties, files or guesses about the platform.
    private static final class Isolated implements ApplicationContextConfiguration {
        @Override
        public List<String> getEnvironments() {
            return List.of();
        }

        @Override
        public Optional<Boolean> getDeduceEnvironments() {
            return Optional.of(false);
        }

        @Override
        public boolean isEnableDefaultPropertySources() {
            return false;
        }

        @Override
        public boolean isEnvironmentPropertySource() {
            return false;
        }

        @Override
        public boolean isBannerEnabled() {
            return false;
        }

        @Override
        public ClassLoader getClassLoader() {
            return ServerContext.class.getClassLoader();
        }
    }
}
