package dev.millrace.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.postgres.PostgresPersistence;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.TestDatabase;
import dev.millrace.testkit.JobDriver;
import dev.millrace.testkit.Samples;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Millrace inside a Micronaut application that has beans, a data source and repositories of its own.
class EmbeddingIT {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @BeforeEach
    void countFromZero() {
        EagerBean.CREATED.set(0);
    }

    @Test
    void an_eager_bean_of_the_application_is_created_once() {
        try (var application = application();
                var persistence = PostgresPersistence.over(application.getBean(DataSource.class))) {
            assertThat(persistence.workers().census(Duration.ofMinutes(1))).isEmpty();
        }

        assertThat(EagerBean.CREATED).hasValue(1);
    }

    @Test
    void a_plain_context_beside_the_application_would_create_it_again() {
        try (var _ = application();
                var _ = application()) {
            assertThat(EagerBean.CREATED).hasValue(2);
        }
    }

    @Test
    void the_application_keeps_its_data_source_when_millrace_is_closed() throws Exception {
        try (var application = application()) {
            DataSource dataSource = application.getBean(DataSource.class);
            PostgresPersistence.over(dataSource).close();

            try (var connection =
                    DelegatingDataSource.unwrapDataSource(dataSource).getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
                assertThat(connection.getNetworkTimeout()).isZero();
            }
        }
    }

    @Test
    void a_job_runs_through_over_the_applications_pool() {
        try (var application = application();
                var persistence = PostgresPersistence.over(application.getBean(DataSource.class))) {
            var driver = new JobDriver(persistence, Duration.ofSeconds(10));
            var job = driver.submit();

            driver.runToEnd(Samples.aWorker());

            assertThat(driver.now(job).finishedAt()).isPresent();
        }
    }

    @Test
    void the_application_does_not_see_millraces_data_source() {
        try (var application = application();
                var _ = PostgresPersistence.over(application.getBean(DataSource.class))) {
            assertThat(application.getBeansOfType(DataSource.class)).hasSize(1);
        }
    }

    private ApplicationContext application() {
        return ApplicationContext.run(Map.of(
                "datasources.default.url", database.url(),
                "datasources.default.username", database.user(),
                "datasources.default.password", database.password(),
                "datasources.default.driver-class-name", "org.postgresql.Driver",
                "datasources.default.maximum-pool-size", "4"));
    }
}
