/// Probing and transcoding with the programs of the FFmpeg project.
@NullMarked
package dev.millrace.adapter.ffmpeg;

import org.jspecify.annotations.NullMarked;
