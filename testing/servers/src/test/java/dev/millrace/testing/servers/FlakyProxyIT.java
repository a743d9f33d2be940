package dev.millrace.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FlakyProxyIT {

    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final FlakyProxy proxy = FlakyProxy.to(database.port());
    private Connection behindProxy;

    @BeforeEach
    void connect() throws SQLException {
        behindProxy = newConnection();
        behindProxy.setAutoCommit(false);
        execute(behindProxy, "create table line (number int)");
        behindProxy.commit();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void the_reply_to_a_commit_is_lost_and_the_row_is_there() throws Exception {
        execute(behindProxy, "insert into line values (1)");
        Fault fault = proxy.loseReplyTo(sql -> sql.equals("COMMIT"));

        assertThatThrownBy(behindProxy::commit).isInstanceOf(SQLException.class);

        assertThat(fault.hasHappened()).isTrue();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void a_connection_cut_before_the_commit_leaves_no_row() throws Exception {
        execute(behindProxy, "insert into line values (1)");
        Fault fault = proxy.cutBefore(sql -> sql.equals("COMMIT"));

        assertThatThrownBy(behindProxy::commit).isInstanceOf(SQLException.class);

        fault.awaitHappened();
        assertThat(rows()).isZero();
    }

    @Test
    void a_statement_the_driver_sends_by_its_name_alone_is_recognised() throws Exception {
        for (int number = 0; number < 10; number++) {
            execute(behindProxy, "insert into line values (1)");
            behindProxy.commit();
        }
        execute(behindProxy, "insert into line values (1)");
        Fault fault = proxy.loseReplyTo(sql -> sql.equals("COMMIT"));

        assertThatThrownBy(behindProxy::commit).isInstanceOf(SQLException.class);

        assertThat(fault.hasHappened()).isTrue();
        assertThat(rows()).isEqualTo(11);
    }

    @Test
    void a_fault_happens_once() throws Exception {
        proxy.cutBefore(sql -> sql.startsWith("select 1"));
        assertThatThrownBy(() -> execute(behindProxy, "select 1")).isInstanceOf(SQLException.class);

        try (Connection next = newConnection()) {
            execute(next, "select 1");
        }
    }

    @Test
    void refused_connections_are_taken_again_after_healing() throws Exception {
        proxy.refuse();

        assertThatThrownBy(() -> execute(behindProxy, "select 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(this::newConnection).hasMessageContaining("refused");
        proxy.heal();

        try (Connection next = newConnection()) {
            execute(next, "select 1");
        }
    }

    @Test
    void a_black_hole_swallows_the_question_until_it_heals() throws Exception {
        proxy.blackHole();
        var answer = CompletableFuture.runAsync(() -> {
            try {
                execute(behindProxy, "select 1");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
                .hasToString("java.util.concurrent.TimeoutException");
        proxy.heal();

        assertThat(answer).succeedsWithin(30, TimeUnit.SECONDS);
    }

    private Connection newConnection() throws SQLException {
        return database.through(proxy).dataSource().getConnection();
    }

    private int rows() throws SQLException {
        try (Connection direct = database.dataSource().getConnection();
                Statement statement = direct.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from line")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
