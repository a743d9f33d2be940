/// The API of a distributed Millrace.
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
