package dev.millrace.adapter.postgres;

import dev.millrace.domain.work.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The function `millrace.settle`, by which attempts end that worked. It is called on the connection itself, as
/// [ClaimCall] is.
final class SettleCall {

    private static final String SETTLE = """
            select millrace.settle(?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), cast(? as jsonb), cast(? as jsonb),
                                   cast(? as jsonb), cast(? as jsonb), ?)
            """;

    private SettleCall() {}

    /// What an attempt leaves, as documents.
    ///
    /// @param product of the task
    /// @param source when it was the task's to find out
    /// @param plan from now on, when it changes
    /// @param added tasks, as [TaskReader#rows] writes them
    /// @param outputs when the job is complete by it
    record Left(
            String product,
            @Nullable String source,
            @Nullable String plan,
            @Nullable String added,
            @Nullable String outputs) {}

    /// How many tasks became ready; empty when nothing was changed, because the lease is void or was settled before.
    ///
    /// @param nothing the outputs of a job that has none
    /// @param moment for the job's history
    static OptionalInt on(Connection connection, Lease lease, Left left, String nothing, Instant moment)
            throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(SETTLE)) {
            call.setObject(1, lease.task().job().value());
            call.setString(2, lease.task().name().value());
            call.setLong(3, lease.epoch().value());
            call.setObject(4, lease.worker().value());
            call.setString(5, left.product());
            call.setString(6, left.source());
            call.setString(7, left.plan());
            call.setString(8, left.added());
            call.setString(9, left.outputs());
            call.setString(10, nothing);
            call.setObject(11, moment.atOffset(ZoneOffset.UTC));
            try (ResultSet answer = call.executeQuery()) {
                answer.next();
                int offered = answer.getInt(1);
                return answer.wasNull() ? OptionalInt.empty() : OptionalInt.of(offered);
            }
        }
    }
}
