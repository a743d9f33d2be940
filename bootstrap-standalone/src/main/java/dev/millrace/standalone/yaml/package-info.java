/// Profiles that people write by hand.
@NullMarked
package dev.millrace.standalone.yaml;

import org.jspecify.annotations.NullMarked;
