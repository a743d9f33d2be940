/// Who may do what: the keys by which callers prove whose work they may see and change.
@NullMarked
package dev.millrace.domain.access;

import org.jspecify.annotations.NullMarked;
