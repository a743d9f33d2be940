/// Why something did not work: stable codes, their kind, and the sentence a person reads.
@NullMarked
package dev.millrace.domain.failure;

import org.jspecify.annotations.NullMarked;
