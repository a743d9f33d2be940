/// Architecture rules for the authors of adapters.
@NullMarked
package dev.millrace.testkit.architecture;

import org.jspecify.annotations.NullMarked;
