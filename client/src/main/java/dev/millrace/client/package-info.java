/// What Java programs need to use a Millrace server: they upload files, submit and follow jobs, and verify webhooks.
@NullMarked
package dev.millrace.client;

import org.jspecify.annotations.NullMarked;
