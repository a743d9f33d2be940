/// A worker of a distributed Millrace.
@NullMarked
package dev.millrace.worker;

import org.jspecify.annotations.NullMarked;
