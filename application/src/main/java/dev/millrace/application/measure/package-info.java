/// What a process counts of its own work, for whoever operates it.
@NullMarked
package dev.millrace.application.measure;

import org.jspecify.annotations.NullMarked;
