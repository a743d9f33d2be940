/// Everything wired together and kept running.
@NullMarked
package dev.millrace.application.engine;

import org.jspecify.annotations.NullMarked;
