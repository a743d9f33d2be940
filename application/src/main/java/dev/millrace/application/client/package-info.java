/// What clients may ask for: submit, find, cancel, retry, delete.
@NullMarked
package dev.millrace.application.client;

import org.jspecify.annotations.NullMarked;
