package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.FuzzedRequests.Fuzzed;
import dev.millrace.adapter.rest.RawClient.Reply;
import dev.millrace.adapter.rest.RunningApi.Answer;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent, the server answers what it describes, or closes the connection; it neither fails, nor hangs, nor
/// shows what it is made of. `benchmarks/fuzz-api` sends more.
class ApiFuzzTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final int REQUESTS = Integer.getInteger("millrace.fuzz.requests", 1_500);
    private static final long SEED = Long.getLong("millrace.fuzz.seed", 6);
    private static final Pattern INSIDES =
            Pattern.compile("\\bat [a-z]+\\.[a-z]|Exception|io\\.micronaut|dev\\.millrace|java\\.");

    @TempDir
    Path scratch;

    @Test
    void nothing_that_is_sent_makes_the_server_fail_or_hang_or_tell_what_it_is_made_of() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (var api = new RunningApi(
                        scratch,
                        1,
                        RestConfig.onLoopback(0).key(AccessKey.of(FIRST)).probeWait(Duration.ZERO));
                RawClient client = new RawClient(api.api.uri())) {
            List<String> ids = new ArrayList<>();
            FuzzedRequests requests = new FuzzedRequests(new Random(SEED), api.contract, ids, FIRST);
            for (int number = 0; number < REQUESTS; number++) {
                Fuzzed request = requests.next();
                Optional<Reply> reply = client.send(request.bytes());
                assertThat(wrong(api, request, reply))
                        .as(told(number, request, reply))
                        .isEmpty();
                statuses.merge(reply.map(Reply::status).orElse(0), 1, Integer::sum);
                reply.ifPresent(answer -> remember(ids, answer));
            }

            assertThat(api.get("/health").json().get("status").textValue()).isNotEqualTo("down");
        }
        System.out.println("fuzz: " + REQUESTS + " requests of seed " + SEED + ", answered with " + statuses);
        assertThat(statuses.keySet()).contains(200, 201, 400, 404, 405, 422);
    }

    private static List<String> wrong(RunningApi api, Fuzzed request, Optional<Reply> reply) {
        if (reply.isEmpty()) {
            return request.tame() ? List.of("the connection was closed") : List.of();
        }
        Reply answer = reply.get();
        List<String> wrong = new ArrayList<>();
        if (answer.status() >= 500 && answer.status() != 503) {
            wrong.add("it failed");
        }
        if (!request.asked().path().startsWith("/openapi")
                && INSIDES.matcher(answer.body()).find()) {
            wrong.add("it shows its insides");
        }
        if (request.tame() && !answer.headers().getOrDefault("content-type", "").startsWith("text/event-stream")) {
            wrong.addAll(api.contract.violations(request.asked(), answer(answer)));
        }
        return wrong;
    }

    private static Answer answer(Reply reply) {
        Map<String, List<String>> headers = reply.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new Answer(reply.status(), HttpHeaders.of(headers, (_, _) -> true), reply.body());
    }

    private static String told(int number, Fuzzed request, Optional<Reply> reply) {
        String sent = new String(request.bytes(), StandardCharsets.ISO_8859_1);
        return "request " + number + " of seed " + SEED + ":\n" + sent.substring(0, Math.min(sent.length(), 2_000))
                + "\nanswered with " + reply;
    }

    /// What was made is asked for later.
    private static void remember(List<String> ids, Reply reply) {
        String location = reply.headers().getOrDefault("location", "");
        if (location.matches("/[a-z]+/[0-9a-f-]{36}")) {
            ids.add(location.replaceFirst("/[a-z]+/", ""));
        }
        if (ids.size() > 50) {
            ids.removeFirst();
        }
    }
}
