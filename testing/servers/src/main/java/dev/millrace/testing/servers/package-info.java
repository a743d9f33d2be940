/// Real servers for integration tests, started from archives.
@NullMarked
package dev.millrace.testing.servers;

import org.jspecify.annotations.NullMarked;
