/// What a worker does: claim a task, perform it, tell that it is alive, settle.
@NullMarked
package dev.millrace.application.worker;

import org.jspecify.annotations.NullMarked;
