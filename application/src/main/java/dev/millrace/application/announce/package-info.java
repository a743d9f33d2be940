/// Telling others that something is ready or has changed.
@NullMarked
package dev.millrace.application.announce;

import org.jspecify.annotations.NullMarked;
