package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One thing that clients can ask for, told as far as its route does not tell it. A route knows the scope that it needs and
/// the types that it reads and writes; [OpenApi] puts both together.
///
/// @param route as [OpenApi] names it, such as `GET /jobs/{id}`
/// @param id the name of the method that stands for it in a generated client: it never changes
/// @param what it does; the first sentence is its summary
/// @param parameters in its path, its query and its headers
/// @param body of the request
/// @param answers those that are no problems
/// @param refusals by what of its own it can be refused
record Operation(
        String route,
        String id,
        String what,
        List<Parameter> parameters,
        Optional<Schema> body,
        List<Answer> answers,
        Set<FailureCode> refusals) {

    /// A part of a request beside its body.
    ///
    /// @param in `path`, `query` or `header`
    /// @param name as it is written
    /// @param schema of its text
    /// @param what it means
    record Parameter(String in, String name, Schema schema, String what) {}

    /// What comes when all went well.
    ///
    /// @param status of HTTP
    /// @param body empty when there is none
    /// @param what it means
    /// @param types of the body, where they aren't those of the route
    /// @param headers those of the answer that matter, with what they mean
    record Answer(int status, Optional<Schema> body, String what, List<String> types, Map<String, String> headers) {
        Answer {
            types = List.copyOf(types);
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }

    Operation {
        parameters = List.copyOf(parameters);
        answers = List.copyOf(answers);
        refusals = Collections.unmodifiableSet(new LinkedHashSet<>(refusals));
    }

    static Operation of(String route, String id, String what) {
        return new Operation(route, id, what, List.of(), Optional.empty(), List.of(), Set.of());
    }

    Operation with(Parameter parameter) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.add(parameter);
        return new Operation(route, id, what, all, body, answers, refusals);
    }

    Operation path(String name, Schema schema, String meaning) {
        return with(new Parameter("path", name, schema, meaning));
    }

    /// One that is refused when it breaks a rule, as [Parameters] does.
    Operation query(String name, Schema schema, String meaning) {
        return with(new Parameter("query", name, schema, meaning)).refuses(FailureCode.REQUEST_INVALID);
    }

    Operation header(String name, Schema schema, String meaning) {
        return with(new Parameter("header", name, schema, meaning));
    }

    /// In pages, which [#page] answers.
    ///
    /// @param usual how many come unless `limit` says otherwise
    Operation paged(int usual, Schema cursor) {
        return query("limit", Schema.whole(1, 200).unlessGiven(usual), "How many to list at most.")
                .query("cursor", cursor, "The `next_cursor` of the page before.");
    }

    Operation takes(Schema schema) {
        return new Operation(route, id, what, parameters, Optional.of(schema), answers, refusals);
    }

    Operation answers(int status, Schema schema, String meaning) {
        return answers(new Answer(status, Optional.of(schema), meaning, List.of(), Map.of()));
    }

    /// Without a body.
    Operation answers(int status, String meaning) {
        return answers(new Answer(status, Optional.empty(), meaning, List.of(), Map.of()));
    }

    /// With text of a type that the route does not tell.
    Operation answersText(int status, List<String> types, String meaning) {
        return answers(new Answer(status, Optional.of(Schema.text()), meaning, types, Map.of()));
    }

    /// The last answer has that header.
    Operation telling(String header, String meaning) {
        Answer last = answers.getLast();
        Map<String, String> headers = new LinkedHashMap<>(last.headers());
        headers.put(header, meaning);
        List<Answer> all = new ArrayList<>(answers.subList(0, answers.size() - 1));
        all.add(new Answer(last.status(), last.body(), last.what(), last.types(), headers));
        return new Operation(route, id, what, parameters, body, all, refusals);
    }

    /// A page of a listing, under that name.
    Operation page(String items, Schema item, String named) {
        Schema page = Schema.object()
                .with(items, Schema.list(item), "What this page has.")
                .with("next_cursor", Schema.text().orNull(), "For the next page; null on the last one.");
        return answers(200, page.named(named), "A page.").telling("Link", "The address of the next page, `rel=next`.");
    }

    Operation refuses(FailureCode... codes) {
        Set<FailureCode> all = new LinkedHashSet<>(refusals);
        all.addAll(List.of(codes));
        return new Operation(route, id, what, parameters, body, answers, all);
    }

    Operation refuses(List<FailureCode> codes) {
        return refuses(codes.toArray(FailureCode[]::new));
    }

    boolean has(String in) {
        return parameters.stream().anyMatch(parameter -> parameter.in().equals(in));
    }

    String method() {
        return route.substring(0, route.indexOf(' '));
    }

    String address() {
        return route.substring(route.indexOf(' ') + 1);
    }

    private Operation answers(Answer answer) {
        List<Answer> all = new ArrayList<>(answers);
        all.add(answer);
        return new Operation(route, id, what, parameters, body, all, refusals);
    }
}
