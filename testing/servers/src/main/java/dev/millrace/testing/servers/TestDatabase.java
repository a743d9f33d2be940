package dev.millrace.testing.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a test's database is, on 127.0.0.1.
public record TestDatabase(int port, String name, String user, String password) {

    /// The same database by way of a proxy.
    public TestDatabase through(FlakyProxy proxy) {
        return new TestDatabase(proxy.port(), name, user, password);
    }

    /// The same database by way of a pooler.
    public TestDatabase through(TransactionPooler pooler) {
        return new TestDatabase(pooler.port(), name, user, password);
    }

    /// Without user and password.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, name);
    }

    /// Removes the database, whoever is still connected to it. Each takes 8 MiB, which add up in a long run.
    public void drop() {
        var server = new TestDatabase(port, "postgres", user, password);
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("Dropping a database failed", e);
        }
    }

    /// Opens a new connection each time; pool it where that matters.
    public DataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }
}
