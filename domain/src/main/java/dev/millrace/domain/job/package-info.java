/// What a client submits and watches.
@NullMarked
package dev.millrace.domain.job;

import org.jspecify.annotations.NullMarked;
