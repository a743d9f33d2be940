package dev.millrace.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One job, followed by Server-Sent Events until it is over.
final class Watch {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Connections that told nothing, one after the other.
    private static final int MOST_FRUITLESS = 10;

    private final Requests requests;
    private final String path;
    private final Consumer<Job> told;
    private String seen = "";
    private int fruitless;

    Watch(Requests requests, UUID id, Consumer<Job> told) {
        this.requests = requests;
        this.path = "/jobs/" + id;
        this.told = told;
    }

    Job untilOver() throws InterruptedException {
        Optional<Job> end = connect();
        while (end.isEmpty()) {
            Thread.sleep(PAUSE);
            end = connect();
        }
        return end.get();
    }

    /// One connection, for as long as it holds.
    ///
    /// @return the job, if it is over
    private Optional<Job> connect() throws InterruptedException {
        HttpRequest.Builder request = requests.to(path + "/events").GET();
        if (!seen.isEmpty()) {
            request.header("Last-Event-ID", seen);
        }
        fruitless++;
        try {
            HttpResponse<InputStream> answer = requests.once(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return switch (answer.statusCode()) {
                    case 200 -> follow(body);
                    // What ended was seen to its end.
                    case 204 -> Optional.of(Requests.read(requests.get(path), Job.class));
                    case 429, 503 -> again(new IOException("HTTP " + answer.statusCode()));
                    default ->
                        throw Requests.refused(
                                answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
                };
            }
        } catch (ServerUnreachable | IOException broken) {
            if (Thread.interrupted()) {
                throw new InterruptedException("nobody waits for the job any more");
            }
            return again(broken instanceof IOException cut ? cut : new IOException(broken));
        }
    }

    private Optional<Job> again(IOException why) {
        if (fruitless >= MOST_FRUITLESS) {
            throw new ServerUnreachable("GET " + path + "/events", why);
        }
        return Optional.empty();
    }

    /// Reads events (HTML Living Standard, 9.2.6), until the job is over or the connection ends.
    private Optional<Job> follow(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String name = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                name = value(line);
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("data:")) {
                data.append(value(line));
            } else if (line.isEmpty()) {
                Job job = data.isEmpty() ? null : event(name, data.toString());
                if (job != null) {
                    seen = id;
                    fruitless = 0;
                    told.accept(job);
                    if (job.status().over()) {
                        return Optional.of(job);
                    }
                }
                data.setLength(0);
            }
        }
        return Optional.empty();
    }

    private @Nullable Job event(String name, String data) {
        return switch (name) {
            case "job" -> Requests.read(Requests.read(data), Job.class);
            case "deleted" -> throw new RequestRefused(new Problem(404, "not_found", "The job was deleted.", null));
            default -> null;
        };
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).stripLeading();
    }
}
