/// How a worker comes to the bytes of a source that lies elsewhere.
@NullMarked
package dev.millrace.application.source;

import org.jspecify.annotations.NullMarked;
