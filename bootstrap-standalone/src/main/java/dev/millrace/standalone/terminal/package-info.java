/// What people see while they wait: lines of text, and one line that moves.
@NullMarked
package dev.millrace.standalone.terminal;

import org.jspecify.annotations.NullMarked;
