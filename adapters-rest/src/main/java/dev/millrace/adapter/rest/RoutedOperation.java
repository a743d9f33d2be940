package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.adapter.rest.Operation.Answer;
import dev.millrace.adapter.rest.Operation.Parameter;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.FailureCode;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An operation, and what its route tells of it.
///
/// @param chapter that has it
/// @param operation as it was written
/// @param open whether it asks for no key
/// @param scope that a key needs; empty for what is the operator's, and for what is open
/// @param pooled whether it waits for a thread of [Crowd]
/// @param produces what its answers are, unless they say otherwise
record RoutedOperation(
        Chapter chapter, Operation operation, boolean open, Optional<Scope> scope, boolean pooled, String produces) {
    static final String KEY = "key";
    static final String SESSION = "session";

    /// @throws IllegalStateException when there is no such route, or its path names other things
    static RoutedOperation of(Chapter chapter, Operation operation, Map<String, UriRouteInfo<?, ?>> routes) {
        UriRouteInfo<?, ?> route = routes.get(operation.route());
        if (route == null) {
            throw new IllegalStateException("there is no route " + operation.route());
        }
        Set<String> told = operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("path"))
                .map(Parameter::name)
                .collect(Collectors.toSet());
        if (!told.equals(Set.copyOf(route.getUriMatchTemplate().getVariableNames()))) {
            throw new IllegalStateException(operation.route() + " tells of " + told + " in its path");
        }
        AnnotationMetadata annotations = route.getAnnotationMetadata();
        return new RoutedOperation(
                chapter,
                operation,
                annotations.hasAnnotation(NeedsNoKey.class),
                annotations.enumValue(Needs.class, Scope.class),
                Crowd.answers(annotations),
                route.getProduces().getFirst().toString());
    }

    /// All that it names.
    Stream<Schema> schemas() {
        return Stream.of(
                        operation.parameters().stream().map(Parameter::schema),
                        operation.body().stream(),
                        operation.answers().stream().flatMap(answer -> answer.body().stream()))
                .flatMap(schemas -> schemas);
    }

    ObjectNode document() {
        String what = operation.what();
        ObjectNode node = Json.object().put("operationId", operation.id());
        node.putArray("tags").add(chapter.name());
        node.put("summary", what.substring(0, what.indexOf('.') + 1)).put("description", what);
        security(node.putArray("security"));
        if (!operation.parameters().isEmpty()) {
            ArrayNode parameters = node.putArray("parameters");
            operation.parameters().forEach(parameter -> parameters.add(document(parameter)));
        }
        operation
                .body()
                .ifPresent(
                        body -> content(node.putObject("requestBody").put("required", true), MediaType.APPLICATION_JSON)
                                .set("schema", body.node()));
        ObjectNode responses = node.putObject("responses");
        answers().forEach((status, answer) -> responses.set(status, answer));
        responses.set("default", ProblemSchema.other());
        return node;
    }

    private void security(ArrayNode security) {
        if (!open) {
            for (String scheme : List.of(KEY, SESSION)) {
                security.addObject()
                        .putArray(scheme)
                        .add(scope.orElse(Scope.ADMIN).word());
            }
        }
    }

    private static ObjectNode document(Parameter parameter) {
        ObjectNode node = Json.object()
                .put("name", parameter.name())
                .put("in", parameter.in())
                .put("description", parameter.what());
        if (parameter.in().equals("path")) {
            node.put("required", true);
        }
        node.set("schema", parameter.schema().node());
        return node;
    }

    /// By their status, in its order.
    private Map<String, ObjectNode> answers() {
        Map<String, ObjectNode> all = new TreeMap<>();
        operation.answers().forEach(answer -> all.put(Integer.toString(answer.status()), document(answer)));
        Map<Integer, Set<FailureCode>> refusals = new TreeMap<>();
        refusals()
                .forEach(code -> refusals.computeIfAbsent(Problem.status(code).getCode(), _ -> new TreeSet<>())
                        .add(code));
        refusals.forEach((status, codes) ->
                all.merge(Integer.toString(status), ProblemSchema.of(status, codes), (answer, problem) -> {
                    answer.withObjectProperty("content").setAll((ObjectNode) problem.get("content"));
                    answer.put(
                            "description",
                            answer.get("description").textValue() + " Or: "
                                    + problem.get("description").textValue());
                    return answer;
                }));
        return all;
    }

    private ObjectNode document(Answer answer) {
        ObjectNode node = Json.object().put("description", answer.what());
        if (!answer.headers().isEmpty()) {
            ObjectNode headers = node.putObject("headers");
            answer.headers()
                    .forEach((name, meaning) -> headers.putObject(name)
                            .put("description", meaning)
                            .set("schema", Schema.text().node()));
        }
        List<String> types = answer.types().isEmpty() ? List.of(produces) : answer.types();
        answer.body()
                .ifPresent(body -> types.forEach(type -> content(node, type).set("schema", body.node())));
        return node;
    }

    private static ObjectNode content(ObjectNode node, String type) {
        return node.withObjectProperty("content").withObjectProperty(type);
    }

    /// Its own, and those that all operations of its form share.
    Set<FailureCode> refusals() {
        Set<FailureCode> codes = new TreeSet<>(operation.refusals());
        codes.add(FailureCode.HOST_REFUSED);
        if (!KnownCallers.HARMLESS.contains(HttpMethod.valueOf(operation.method()))) {
            codes.add(FailureCode.ORIGIN_REFUSED);
        }
        if (!open) {
            // The key is looked up.
            codes.addAll(Set.of(
                    FailureCode.KEY_REQUIRED,
                    FailureCode.KEY_REFUSED,
                    FailureCode.RATE_LIMITED,
                    FailureCode.DATABASE_UNAVAILABLE));
            // Every key has the least scope.
            if (scope.filter(Scope.JOBS_READ::includes).isEmpty()) {
                codes.add(FailureCode.SCOPE_MISSING);
            }
        }
        if (pooled || !open) {
            codes.add(FailureCode.OVERLOADED);
        }
        // What is not there is made.
        if (operation.has("path") && !operation.method().equals("PUT")) {
            codes.add(FailureCode.NOT_FOUND);
        }
        if (operation.body().isPresent()) {
            codes.addAll(Set.of(
                    FailureCode.REQUEST_MALFORMED,
                    FailureCode.REQUEST_INVALID,
                    FailureCode.REQUEST_TOO_LARGE,
                    FailureCode.MEDIA_TYPE_UNSUPPORTED));
        }
        return codes;
    }
}
