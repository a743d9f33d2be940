/// Tests that hold settings and the files of `deploy/` to the programs.
@NullMarked
package dev.millrace.deployment;

import org.jspecify.annotations.NullMarked;
