/// Where outputs lie in storage, and the playlists that players read.
@NullMarked
package dev.millrace.domain.delivery;

import org.jspecify.annotations.NullMarked;
