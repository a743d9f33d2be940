/// A Micronaut application that uses Millrace as a library, as far as a test needs one.
package dev.millrace.embedding;
