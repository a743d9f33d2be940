/// Leasable tasks: what they do, what they produce, and the states they pass through.
@NullMarked
package dev.millrace.domain.work;

import org.jspecify.annotations.NullMarked;
