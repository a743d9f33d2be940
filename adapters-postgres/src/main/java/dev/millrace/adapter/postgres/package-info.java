/// Jobs, tasks and profiles kept in PostgreSQL.
@NullMarked
package dev.millrace.adapter.postgres;

import org.jspecify.annotations.NullMarked;
