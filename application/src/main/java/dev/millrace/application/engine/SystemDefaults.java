package dev.millrace.application.engine;

import dev.millrace.application.port.Pause;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The only place where the core takes time and chance from the machine, for those who bring none of their own.
final class SystemDefaults {
    private SystemDefaults() {}

    static Clock clock() {
        return Clock.systemUTC();
    }

    static RandomGenerator random() {
        return new SecureRandom();
    }

    static Pause pause() {
        return Thread::sleep;
    }

    /// Of the jar that this class came in; classes that lie in a folder have none.
    static String version() {
        return Optional.ofNullable(SystemDefaults.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
