package dev.millrace.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.servers.PostgresServer.Durability;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostgresServerIT {

    @Test
    void it_is_postgresql_18_and_keeps_what_was_committed_by_default() throws Exception {
        try (var server = PostgresServer.start()) {
            TestDatabase database = server.newDatabase();

            assertThat(query(database, "show server_version")).startsWith("18.");
            assertThat(query(database, "show fsync")).isEqualTo("on");
            assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void a_fast_server_waits_for_no_disk() throws Exception {
        TestDatabase database = PostgresServer.shared().newDatabase();

        assertThat(query(database, "show fsync")).isEqualTo("off");
        assertThat(query(database, "show synchronous_commit")).isEqualTo("off");
    }

    @Test
    void the_shared_server_is_one_and_its_databases_are_many() throws Exception {
        TestDatabase one = PostgresServer.shared().newDatabase();
        TestDatabase other = PostgresServer.shared().newDatabase();

        execute(one, "create table only_here (id int)");

        assertThat(one.port()).isEqualTo(other.port());
        assertThat(query(other, "select count(*) from pg_tables where tablename = 'only_here'"))
                .isEqualTo("0");
    }

    @Test
    void a_dropped_database_is_gone_whoever_is_connected() throws Exception {
        TestDatabase database = PostgresServer.shared().newDatabase();

        try (Connection session = database.dataSource().getConnection()) {
            database.drop();

            assertThatThrownBy(() -> query(session, "select 1")).hasCauseInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> query(database, "select 1")).hasMessageContaining("does not exist");
    }

    @Test
    void nobody_enters_without_the_password() {
        TestDatabase database = PostgresServer.shared().newDatabase();

        assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void a_crash_loses_no_committed_row() throws Exception {
        try (var server = PostgresServer.start(Durability.DURABLE)) {
            TestDatabase database = server.newDatabase();
            execute(database, "create table kept as select 7 as number");

            server.crash();
            assertThatThrownBy(() -> query(database, "select 1")).isInstanceOf(SQLException.class);
            server.startAgain();

            assertThat(query(database, "select number from kept")).isEqualTo("7");
        }
    }

    @Test
    void a_restart_ends_the_sessions_and_keeps_port_and_rows() throws Exception {
        try (var server = PostgresServer.start(Durability.FAST)) {
            TestDatabase database = server.newDatabase();
            execute(database, "create table kept as select 7 as number");
            String before = query(database, "select pg_postmaster_start_time()");

            try (Connection session = database.dataSource().getConnection()) {
                server.restart();
                assertThatThrownBy(() -> query(session, "select 1")).hasCauseInstanceOf(SQLException.class);
            }

            assertThat(query(database, "select number from kept")).isEqualTo("7");
            assertThat(query(database, "select pg_postmaster_start_time()")).isNotEqualTo(before);
        }
    }

    @Test
    void a_paused_server_answers_when_it_is_resumed() throws Exception {
        try (var server = PostgresServer.start(Durability.FAST)) {
            TestDatabase database = server.newDatabase();
            try (Connection session = database.dataSource().getConnection()) {
                query(session, "select 1");

                server.pause();
                var answer = CompletableFuture.supplyAsync(() -> query(session, "select 42"));
                assertThatThrownBy(() -> connectWithin(database, "1")).isInstanceOf(SQLException.class);
                assertThat(answer).isNotDone();
                server.resume();

                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("42");
            }
        }
    }

    @Test
    void a_paused_server_can_be_crashed_and_closed() {
        var server = PostgresServer.start(Durability.FAST);
        server.pause();
        server.crash();
        server.startAgain();
        server.pause();

        server.close();

        TestDatabase gone = new TestDatabase(server.port(), "postgres", "millrace", "any");
        assertThatThrownBy(() -> query(gone, "select 1")).hasMessageContaining("refused");
    }

    private static void connectWithin(TestDatabase database, String seconds) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("loginTimeout", seconds);
        DriverManager.getConnection(database.url(), properties).close();
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return query(connection, sql);
        }
    }

    private static String query(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
