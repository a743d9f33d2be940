/// The use cases over HTTP, as `docs/api.md` describes them.
@NullMarked
package dev.millrace.adapter.rest;

import org.jspecify.annotations.NullMarked;
