package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Claimant;
import dev.millrace.domain.work.Phase;
import dev.millrace.domain.work.WorkKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The function `millrace.claim`, which every task passes through and everybody who waits.
///
/// It is called on the connection itself, because what lies between is felt here: see `docs/database.md`.
final class ClaimCall {

    private static final String CLAIM = """
            select (claimed.job).id, (claimed.job).tenant_id, (claimed.job).input_key,
                   (claimed.job).arriving_by, (claimed.job).arrived, (claimed.job).profile,
                   (claimed.job).priority, (claimed.job).status, (claimed.job).phase, (claimed.job).created_at,
                   (claimed.job).started_at, (claimed.job).source, (claimed.job).plan, (claimed.job).encoder,
                   (claimed.job).version, (claimed.job).weight, (claimed.job).weight_done, claimed.weight_running,
                   (claimed.job).graph_complete, (claimed.job).purpose,
                   (claimed.task).name, (claimed.task).work, (claimed.task).attempts, (claimed.task).interruptions,
                   (claimed.task).epoch, claimed.inputs,
                   claimed.newest
            from millrace.claim(?, ? * interval '1 millisecond', cast(? as text[]), cast(? as text[]), cast(? as text[]),
                                ?, cast(? as uuid[]), ?, ?, ?, ?) as claimed
            """;

    private static final String PHASES =
            ArrayText.of(Arrays.stream(Phase.values()).map(Phase::word).toList());

    private ClaimCall() {}

    /// What the function answered.
    ///
    /// @param job as it is after the claim
    /// @param task what was claimed; null when the job changed while it was being locked, or has something that only a
    ///     later version of Millrace can read
    /// @param newest the latest version of its documents
    record Claimed(JobRow job, @Nullable ClaimedTask task, int newest) {}

    /// A task that was given away.
    ///
    /// @param work its document
    /// @param inputs a JSON object: the product of each task that it needs, by name; null when it needs none
    record ClaimedTask(
            String name,
            String work,
            int attempts,
            int interruptions,
            long epoch,
            @Nullable String inputs) {}

    /// @param passed jobs to pass by
    /// @param waits whether to wait for a job that somebody else holds
    /// @param moment for the job's history
    static Optional<Claimed> on(
            Connection connection,
            Claimant worker,
            Duration lease,
            Collection<UUID> passed,
            boolean waits,
            Instant moment)
            throws SQLException {
        List<WorkKind> kinds = List.copyOf(worker.kinds());
        try (PreparedStatement call = connection.prepareStatement(CLAIM)) {
            call.setObject(1, worker.worker().value());
            call.setLong(2, lease.toMillis());
            call.setString(3, ArrayText.of(kinds.stream().map(WorkKind::word).toList()));
            call.setString(
                    4,
                    ArrayText.of(kinds.stream().map(kind -> kind.phase().word()).toList()));
            call.setString(5, PHASES);
            call.setString(6, worker.encoder().value());
            call.setString(7, ArrayText.of(passed));
            call.setBoolean(8, waits);
            call.setInt(9, StoredJson.SCHEMA_VERSION);
            call.setObject(10, moment.atOffset(ZoneOffset.UTC));
            call.setObject(11, worker.most().isPresent() ? worker.most().getAsInt() : null, Types.INTEGER);
            try (ResultSet answer = call.executeQuery()) {
                return answer.next() ? Optional.of(claimed(answer)) : Optional.empty();
            }
        }
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        JobRow job = new JobRow(
                row.getObject("id", UUID.class),
                row.getString("tenant_id"),
                row.getString("input_key"),
                row.getObject("arriving_by", UUID.class),
                row.getObject("arrived", Long.class),
                row.getString("profile"),
                row.getInt("priority"),
                row.getString("status"),
                row.getString("phase"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                null,
                row.getString("source"),
                row.getString("plan"),
                null,
                null,
                null,
                row.getString("encoder"),
                row.getLong("version"),
                row.getLong("weight"),
                row.getLong("weight_done"),
                row.getDouble("weight_running"),
                row.getBoolean("graph_complete"),
                null,
                row.getString("purpose"),
                false);
        return new Claimed(job, row.getString("name") == null ? null : task(row), row.getInt("newest"));
    }

    private static ClaimedTask task(ResultSet row) throws SQLException {
        return new ClaimedTask(
                row.getString("name"),
                row.getString("work"),
                row.getInt("attempts"),
                row.getInt("interruptions"),
                row.getLong("epoch"),
                row.getString("inputs"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
