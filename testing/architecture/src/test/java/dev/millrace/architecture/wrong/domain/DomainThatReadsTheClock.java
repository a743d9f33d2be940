package dev.millrace.architecture.wrong.domain;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Breaks: the core is handed its time, ids and chance. It does so in every form the rule has to see through.
final class DomainThatReadsTheClock {

    final Supplier<Instant> clock = Instant::now;

    String invent() {
        return UUID.randomUUID().toString()
                + Instant.now()
                + System.nanoTime()
                + ThreadLocalRandom.current().nextInt();
    }
}
