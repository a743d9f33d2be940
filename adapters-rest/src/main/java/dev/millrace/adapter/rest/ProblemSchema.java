package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.FailureKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How the description of the API tells of [Problem].
final class ProblemSchema {
    private static final Schema VIOLATION = Schema.object()
            .with("pointer", Schema.text(), "The place in the body, as a JSON Pointer; or the name in the query.")
            .with("detail", Schema.text(), "What would be right there, for people.")
            .named("Violation");

    static final Schema PROBLEM = Schema.object()
            .with("type", Schema.link(), "Where the code is described, on this server.")
            .with("title", Schema.text(), "The code, for people.")
            .with("status", Schema.whole(400, 599), "Of HTTP.")
            .with("detail", Schema.text(), "What is wrong, why, and what to do, for people.")
            .with("code", code(List.of(FailureCode.values())), "What is wrong, for programs.")
            .maybe("errors", Schema.list(VIOLATION), "Everything that is wrong with the body or the query, at once.")
            .named("Problem");

    private ProblemSchema() {}

    /// A response with one of these codes, which all have that status.
    static ObjectNode of(int status, Set<FailureCode> codes) {
        String words = codes.stream().map(FailureCode::word).collect(Collectors.joining("`, `", "`", "`"));
        Schema body = Schema.both(
                PROBLEM,
                Schema.object().with("code", code(List.copyOf(codes)), "One of those that this operation has."));
        ObjectNode response = response(words + ".", body);
        if (status == 503 || status == 429) {
            header(response, "Retry-After", "After how many seconds the same request may work.");
        }
        if (status == 401) {
            header(response, "WWW-Authenticate", "`Bearer`, and whether the key was refused (RFC 6750).");
        }
        return response;
    }

    /// What may come of any request.
    static ObjectNode other() {
        return response("Any other problem: one with the request as such, or a fault of Millrace.", PROBLEM);
    }

    private static ObjectNode response(String description, Schema body) {
        ObjectNode response = Json.object().put("description", description);
        response.putObject("content").putObject(Problem.TYPE.toString()).set("schema", body.node());
        return response;
    }

    private static void header(ObjectNode response, String name, String meaning) {
        response.withObjectProperty("headers")
                .putObject(name)
                .put("description", meaning)
                .set("schema", Schema.text().node());
    }

    private static Schema code(List<FailureCode> codes) {
        return Schema.words(codes.stream().map(FailureCode::word).toList());
    }

    /// Every code that blames a source.
    static List<FailureCode> sources() {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.kind() == FailureKind.SOURCE)
                .toList();
    }
}
