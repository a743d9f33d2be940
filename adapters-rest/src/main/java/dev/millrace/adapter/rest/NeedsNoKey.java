package dev.millrace.adapter.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks routes that are answered without a key, because they tell nothing of anybody's work or carry a permission of
/// their own. Every other route asks for the key, where the server has one.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NeedsNoKey {}
