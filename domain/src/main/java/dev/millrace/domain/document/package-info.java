/// Documents that people and programs write, read so that every mistake is found at once.
@NullMarked
package dev.millrace.domain.document;

import org.jspecify.annotations.NullMarked;
