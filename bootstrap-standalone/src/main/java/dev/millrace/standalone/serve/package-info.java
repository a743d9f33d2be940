/// The server on one machine: its data folder, its database, and how its parts are put together.
@NullMarked
package dev.millrace.standalone.serve;

import org.jspecify.annotations.NullMarked;
