/// What a transcode leaves on disk: a folder that is there whole or not at all, and a document that describes it.
@NullMarked
package dev.millrace.standalone.result;

import org.jspecify.annotations.NullMarked;
