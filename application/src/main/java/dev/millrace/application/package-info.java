/// The use cases of Millrace and the engine that carries them out.
@NullMarked
package dev.millrace.application;

import org.jspecify.annotations.NullMarked;
