/// What the authors of adapters and of the engine test with.
@NullMarked
package dev.millrace.testkit;

import org.jspecify.annotations.NullMarked;
