/// What the core needs from outside, and promises about it.
@NullMarked
package dev.millrace.application.port;

import org.jspecify.annotations.NullMarked;
