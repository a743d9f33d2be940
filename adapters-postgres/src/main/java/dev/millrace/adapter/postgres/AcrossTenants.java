package dev.millrace.adapter.postgres;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a query that names no tenant on purpose. Every other query has to; a test sees to it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AcrossTenants {
    /// Why no tenant can see another one's rows by it.
    String value();
}
