/// Delivers to webhooks what happened to jobs.
@NullMarked
package dev.millrace.application.webhook;

import org.jspecify.annotations.NullMarked;
