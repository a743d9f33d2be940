package dev.millrace.adapter.rest;

import dev.millrace.adapter.rest.PrometheusText.Sample;
import dev.millrace.adapter.rest.PrometheusText.Spread;
import dev.millrace.application.client.BlockedLoad;
import dev.millrace.application.client.Demand;
import dev.millrace.application.client.ReadMeasures;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.work.Blocked;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What this process counts of itself, and what waits for all processes.
@Singleton
final class Metrics {
    private final ReadMeasures measures;
    private final RequestCounts requests;
    private final EventStreams streams;

    Metrics(UseCases useCases, RequestCounts requests, EventStreams streams) {
        this.measures = useCases.measures();
        this.requests = requests;
        this.streams = streams;
    }

    String text() {
        PrometheusText text = new PrometheusText();
        text.histogram("http_server_requests_seconds", "Requests, until the answer began.", requests.read());
        text.gauge("millrace_event_streams", "Clients of events that are here now.", one((double) streams.open()));
        engine(text, measures.process());
        Optional<Fleet> fleet = fleet();
        text.gauge(
                "millrace_database_up",
                "Whether the database, which knows the queue, answered.",
                one(fleet.isPresent() ? 1 : 0));
        fleet.ifPresent(known -> {
            queue(text, known.queue());
            workers(text, known.workers());
            demand(text, known.demand());
            blocked(text, known.blocked());
        });
        return text.text();
    }

    private static void engine(PrometheusText text, Measures.Reading reading) {
        text.counter(
                "millrace_jobs_created_total",
                "Jobs that this process accepted; a repeated request counts once.",
                one((double) reading.created()));
        text.counter(
                "millrace_jobs_finished_total",
                "Jobs that this process brought to their end, or canceled.",
                reading.over().entrySet().stream()
                        .map(over -> new Sample(Map.of("status", over.getKey().word()), over.getValue()))
                        .toList());
        text.counter(
                "millrace_tasks_finished_total",
                "Attempts at tasks of this process, by how they ended.",
                reading.attempts().entrySet().stream()
                        .flatMap(kind -> kind.getValue().entrySet().stream()
                                .map(end -> new Sample(
                                        labels(
                                                kind.getKey().word(),
                                                end.getKey().word()),
                                        end.getValue())))
                        .toList());
        text.histogram(
                "millrace_task_seconds",
                "How long attempts at tasks of this process took.",
                reading.seconds().entrySet().stream()
                        .map(kind -> new Spread(Map.of("kind", kind.getKey().word()), kind.getValue()))
                        .toList());
        text.histogram(
                "millrace_encode_speed_ratio",
                "Seconds of film, in all its sizes, that a second of encoding made, for each chunk.",
                List.of(new Spread(Map.of(), reading.speed())));
    }

    private static void queue(PrometheusText text, List<QueueLoad> loads) {
        text.gauge(
                "millrace_queue_depth",
                "Tasks that could be claimed now, of all processes.",
                loads.stream().map(load -> of(load, (double) load.ready())).toList());
        text.gauge(
                "millrace_queue_oldest_seconds",
                "How long the task that waits longest could have been claimed.",
                loads.stream()
                        .map(load -> of(load, load.oldest().toMillis() / 1e3))
                        .toList());
    }

    private static void workers(PrometheusText text, Map<WorkerState, Integer> census) {
        text.gauge(
                "millrace_workers",
                "Workers that are alive, of all processes.",
                Arrays.stream(WorkerState.values())
                        .map(state -> new Sample(Map.of("state", state.word()), census.getOrDefault(state, 0)))
                        .toList());
    }

    private static void demand(PrometheusText text, Demand demand) {
        text.gauge(
                "millrace_backlog_cpu_seconds",
                "Estimated processor time of all that is accepted and not yet done.",
                one(demand.backlog().toMillis() / 1e3));
        text.gauge(
                "millrace_workers_desired", "Workers that would be done with it in the time that was set.", one((double)
                        demand.workers()));
    }

    private static void blocked(PrometheusText text, List<BlockedLoad> loads) {
        Map<Blocked.Reason, Long> counted = loads.stream()
                .collect(Collectors.groupingBy(
                        load -> load.blocked().reason(), Collectors.summingLong(BlockedLoad::ready)));
        text.gauge(
                "millrace_tasks_blocked",
                "Tasks that wait although no worker that is alive can take them, by what is missing.",
                Arrays.stream(Blocked.Reason.values())
                        .map(reason -> new Sample(Map.of("reason", reason.word()), counted.getOrDefault(reason, 0L)))
                        .toList());
    }

    /// What the database knows of all processes.
    private record Fleet(
            List<QueueLoad> queue, Map<WorkerState, Integer> workers, Demand demand, List<BlockedLoad> blocked) {}

    /// A scrape tells of the process also while the database is away: that is when somebody looks.
    private Optional<Fleet> fleet() {
        try {
            return Optional.of(new Fleet(measures.queue(), measures.workers(), measures.demand(), measures.blocked()));
        } catch (PersistenceUnavailable away) {
            return Optional.empty();
        }
    }

    private static Sample one(double value) {
        return new Sample(Map.of(), value);
    }

    private static Sample of(QueueLoad load, double value) {
        return new Sample(Map.of("class", load.priorityClass().word()), value);
    }

    private static Map<String, String> labels(String kind, String result) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("kind", kind);
        labels.put("result", result);
        return labels;
    }
}
