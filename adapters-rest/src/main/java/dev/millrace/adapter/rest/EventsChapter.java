package dev.millrace.adapter.rest;

import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [EventsController] does.
@Singleton
final class EventsChapter implements Chapter {
    private static final String FORM =
            " An event `job` has a Job as its data, an event `deleted` an object with its `id`."
                    + " A job is told at most twice a second. Comments keep the connection open.";

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String what() {
        return "How jobs change, as Server-Sent Events.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of(
                                "GET /jobs/{id}/events",
                                "watchJob",
                                "Tells how a job changes until it is over, beginning with how it stands." + FORM)
                        .path("id", Schema.id(), "Which job.")
                        .header("Last-Event-ID", Schema.text(), "The version that was seen last.")
                        .answers(200, Schema.text(), "The stream.")
                        .answers(204, "The job is over, and its end was seen."),
                Operation.of(
                                "GET /events",
                                "watchJobs",
                                "Tells how all jobs change, beginning with those that are not over." + FORM)
                        .header("Last-Event-ID", Schema.text(), "The moment up to which all was seen.")
                        .answers(200, Schema.text(), "The stream."));
    }
}
