/// Persistence and signalling within one process: the builder's defaults, and the reference that every adapter is held to.
@NullMarked
package dev.millrace.application.memory;

import org.jspecify.annotations.NullMarked;
