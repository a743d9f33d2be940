/// Media in Amazon S3, or in a server that speaks its protocol.
@NullMarked
package dev.millrace.adapter.s3;

import org.jspecify.annotations.NullMarked;
