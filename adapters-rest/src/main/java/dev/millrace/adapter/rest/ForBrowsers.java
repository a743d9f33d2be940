package dev.millrace.adapter.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks routes that only browsers load: pages, and what these are made of. They are no part of the API, so no [Chapter]
/// tells of them.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface ForBrowsers {}
