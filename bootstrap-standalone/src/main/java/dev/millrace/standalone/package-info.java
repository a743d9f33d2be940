/// All of Millrace in one process, behind one command line.
@NullMarked
package dev.millrace.standalone;

import org.jspecify.annotations.NullMarked;
