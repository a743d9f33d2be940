package dev.millrace.adapter.rest;

import java.util.List;

/// Further routes of the same server, such as links into a local store.
///
/// @param packageName whose Micronaut beans the server sees too; they were compiled with Micronaut's processor
/// @param beans what those beans are given, each by its class
public record RestExtension(String packageName, List<Object> beans) {
    /// Copies the list.
    public RestExtension {
        beans = List.copyOf(beans);
    }
}
