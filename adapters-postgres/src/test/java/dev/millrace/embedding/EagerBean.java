package dev.millrace.embedding;

import io.micronaut.context.annotation.Context;
import java.util.concurrent.atomic.AtomicInteger;

/// A bean of the application that exists as soon as a context finds it, such as one that opens a port.
@Context
final class EagerBean {
    static final AtomicInteger CREATED = new AtomicInteger();

    EagerBean() {
        CREATED.incrementAndGet();
    }
}
