package dev.millrace.architecture.wrong.application.client;

import java.sql.Connection;

/// Breaks: the core leaves technology to adapters.
record ApplicationThatSpeaksSql(Connection connection) {}
