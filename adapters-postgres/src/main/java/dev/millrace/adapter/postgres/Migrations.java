package dev.millrace.adapter.postgres;

import dev.millrace.application.port.PersistenceUnavailable;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Brings the schema `millrace` up to date. Processes that start together wait for each other.
///
/// Schema and history have names of their own, so that an application around Millrace may use the same database and
/// Flyway itself.
final class Migrations {

    private Migrations() {}

    static void apply(DataSource dataSource) {
        try {
            of(dataSource).load().migrate();
        } catch (FlywayException e) {
            if (Trouble.behind(e) == Trouble.DEFECT && !Trouble.isRefusal(e)) {
                throw e;
            }
            throw new PersistenceUnavailable("PostgreSQL did not answer while its schema was brought up to date.", e);
        }
    }

    static FluentConfiguration of(DataSource dataSource) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dev/millrace/adapter/postgres/migration")
                .defaultSchema("millrace")
                .createSchemas(true)
                .table("schema_history");
    }
}
