package dev.millrace.adapter.postgres;

import dev.millrace.domain.work.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;

/// The function `millrace.settle`, by which most tasks end. It is called on the connection itself, as [ClaimCall] is.
final class SettleCall {

    private static final String SETTLE = "select millrace.settle(?, ?, ?, ?, cast(? as jsonb), ?)";

    private SettleCall() {}

    /// How many tasks became ready; empty when nothing was changed, because it is not as simple as that.
    ///
    /// @param product the document of what the task leaves
    /// @param moment for the job's history
    static OptionalInt on(Connection connection, Lease lease, String product, Instant moment) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(SETTLE)) {
            call.setObject(1, lease.task().job().value());
            call.setString(2, lease.task().name().value());
            call.setLong(3, lease.epoch().value());
            call.setObject(4, lease.worker().value());
            call.setString(5, product);
            call.setObject(6, moment.atOffset(ZoneOffset.UTC));
            try (ResultSet answer = call.executeQuery()) {
                answer.next();
                int offered = answer.getInt(1);
                return answer.wasNull() ? OptionalInt.empty() : OptionalInt.of(offered);
            }
        }
    }
}
