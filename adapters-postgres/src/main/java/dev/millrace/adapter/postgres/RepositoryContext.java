package dev.millrace.adapter.postgres;

import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.type.GenericArgument;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// The private Micronaut context in which the repositories live.
///
/// It sees Micronaut's own beans and this package, and neither configuration nor environment. A plain context would find
/// every bean on the class path, and so create a second set of the eager ones of a Micronaut application around it.
@SuppressWarnings("overrides") // methods of the parent, which overrides varargs with arrays
final class RepositoryContext extends DefaultApplicationContext {

    private static final String OWN = RepositoryContext.class.getPackageName() + ".";
    private static final List<String> SEEN = List.of(
            "io.micronaut.aop.",
            "io.micronaut.context.",
            "io.micronaut.data.",
            "io.micronaut.scheduling.executor.",
            "io.micronaut.transaction.",
            OWN);

    private RepositoryContext() {
        super(new Isolated());
    }

    /// A started context whose repositories use this data source. Closing it leaves the data source open.
    static RepositoryContext over(DataSource dataSource) {
        var context = new RepositoryContext();
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(DataSource.class, () -> dataSource)
                .singleton(true)
                .qualifier(Qualifiers.byName("default"))
                .build());
        context.getEnvironment()
                .addPropertySource(PropertySource.of(Map.of("datasources.default.dialect", "POSTGRES")));
        context.start();
        return context;
    }

    /// Hands out connections, the same one to all repositories within a call.
    ConnectionOperations<Connection> connections() {
        return getBean(new GenericArgument<ConnectionOperations<Connection>>() {});
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by the parent
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
        return super.resolveBeanDefinitionReferences().stream()
                .filter(RepositoryContext::isSeen)
                .toList();
    }

    private static boolean isSeen(BeanDefinitionReference<?> reference) {
        return SEEN.stream().anyMatch(reference.getName()::startsWith);
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
            return RepositoryContext.class.getClassLoader();
        }
    }
}
