package dev.millrace.adapter.postgres;

import java.sql.SQLException;
import java.util.Optional;

/// What is behind an exception, by its SQLSTATE (PostgreSQL documentation, appendix A).
enum Trouble {
    /// A fault of ours: the statement or its values are wrong.
    DEFECT,
    /// Two transactions stood in each other's way, and this one was chosen to go; or a table has changed since a statement
    /// was prepared. It may simply begin again.
    CONFLICT,
    /// The database is away, going away, coming up, out of resources, or its answer was lost.
    OUTAGE;

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    static Trouble behind(Throwable thrown) {
        return sql(thrown).map(Trouble::of).orElse(DEFECT);
    }

    /// Whether the server has no such database, or no such user with that password. Who sets a server up may start it
    /// before it has them.
    static boolean isRefusal(Throwable thrown) {
        return sql(thrown)
                .map(SQLException::getSQLState)
                .filter(state -> state.startsWith("28") || state.startsWith("3D"))
                .isPresent();
    }

    private static Optional<SQLException> sql(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static Trouble of(SQLException thrown) {
        String state = thrown.getSQLState();
        if (state == null || state.length() < 2) {
            return OUTAGE; // pools say so when they have no connection to give
        }
        if (state.equals(SERIALIZATION_FAILURE) || state.equals(DEADLOCK) || isOutdatedPlan(thrown)) {
            return CONFLICT;
        }
        return switch (state.substring(0, 2)) {
            // No result, data exceptions, violated constraints, wrong syntax or privileges, unsupported features.
            case "02", "0A", "21", "22", "23", "26", "28", "2F", "34", "3D", "3F", "42", "44", "P0" -> DEFECT;
            default -> OUTAGE;
        };
    }

    /// A process of a later version has added a column. The driver forgets what it prepared and prepares it anew.
    private static boolean isOutdatedPlan(SQLException thrown) {
        return FEATURE_NOT_SUPPORTED.equals(thrown.getSQLState())
                && String.valueOf(thrown.getMessage()).contains("cached plan");
    }
}
