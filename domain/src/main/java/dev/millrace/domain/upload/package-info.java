/// What a client brings: a file that travels in parts, straight into storage.
@NullMarked
package dev.millrace.domain.upload;

import org.jspecify.annotations.NullMarked;
