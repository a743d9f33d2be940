/// The bell and the signals between processes, over Redis.
@NullMarked
package dev.millrace.adapter.redis;

import org.jspecify.annotations.NullMarked;
