package dev.millrace.architecture.wrong.domain;

import dev.millrace.architecture.wrong.application.engine.Engine;

/// Breaks: the domain depends on itself and the JDK alone.
record DomainThatKnowsTheApplication(Engine engine) {}
