/// What the programs have in common: settings, waiting for servers, stopping in order.
@NullMarked
package dev.millrace.bootstrap;

import org.jspecify.annotations.NullMarked;
