/// A house in which each rule of the real one is broken by one class, and by that class alone.
@NullMarked
package dev.millrace.architecture.wrong;

import org.jspecify.annotations.NullMarked;
