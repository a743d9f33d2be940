package dev.millrace.adapter.rest;

import java.util.List;

/// Operations that belong together, as the description of the API tells them. Each controller has one.
interface Chapter {
    /// In one word.
    String name();

    /// What its operations are for.
    String what();

    /// In the order in which they are told.
    List<Operation> operations();
}
