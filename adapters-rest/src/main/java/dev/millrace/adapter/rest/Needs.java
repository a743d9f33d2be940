package dev.millrace.adapter.rest;

import dev.millrace.domain.access.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which scope a caller needs for a route. A route that says neither this nor [NeedsNoKey] is the operator's.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Needs {
    /// The least that will do.
    Scope value();
}
