/// Named recipes for outputs, independent of any source.
@NullMarked
package dev.millrace.domain.profile;

import org.jspecify.annotations.NullMarked;
