/// The ports of the engine met by one machine and its file system.
@NullMarked
package dev.millrace.adapter.local;

import org.jspecify.annotations.NullMarked;
