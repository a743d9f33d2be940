package dev.millrace.architecture.wrong.application.client;

import dev.millrace.architecture.wrong.adapter.disc.Disc;

/// Breaks: the application depends on the domain and the JDK alone.
record ApplicationThatKnowsAnAdapter(Disc disc) {}
