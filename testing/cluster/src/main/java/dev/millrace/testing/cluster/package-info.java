/// A whole distributed Millrace on one machine: servers, API and workers.
@NullMarked
package dev.millrace.testing.cluster;

import org.jspecify.annotations.NullMarked;
