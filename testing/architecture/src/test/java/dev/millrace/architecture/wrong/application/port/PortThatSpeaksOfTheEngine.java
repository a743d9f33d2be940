package dev.millrace.architecture.wrong.application.port;

import dev.millrace.architecture.wrong.application.engine.Engine;

/// Breaks: ports speak domain and JDK types.
interface PortThatSpeaksOfTheEngine {

    Engine engine();
}
