/// Telling other servers what happens to jobs: where to, what, and how it went.
@NullMarked
package dev.millrace.domain.webhook;

import org.jspecify.annotations.NullMarked;
