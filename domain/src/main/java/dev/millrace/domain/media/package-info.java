/// What is known of a media file: its tracks, sizes, rates and times.
@NullMarked
package dev.millrace.domain.media;

import org.jspecify.annotations.NullMarked;
