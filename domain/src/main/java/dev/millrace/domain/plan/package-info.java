/// A profile fitted to a probed source: renditions, chunks, and how to enter the source for each.
@NullMarked
package dev.millrace.domain.plan;

import org.jspecify.annotations.NullMarked;
