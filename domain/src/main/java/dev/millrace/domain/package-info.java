/// What a transcoding job is, in types that cannot hold a wrong value.
@NullMarked
package dev.millrace.domain;

import org.jspecify.annotations.NullMarked;
