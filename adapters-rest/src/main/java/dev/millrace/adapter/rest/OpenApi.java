package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The description of the API for programs ([OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.1.html)), made of what the
/// server really does: its routes, and the chapters beside its controllers.
@Singleton
final class OpenApi {
    private static final String OWN = OpenApi.class.getPackageName();

    private static final String ABOUT = """
            Millrace turns a video into renditions that play everywhere. Put a video into storage, submit a job for it, and\
             follow the job until it is completed; docs/api.md tells more.

            Ids are UUIDs whose order is that of their making, moments are RFC 3339 in UTC, sizes are bytes, bitrates bits\
             per second. Fields and codes are added, and never renamed: read past those you don't know. Whatever is refused\
             is answered as application/problem+json with a stable code (RFC 9457).

            A server that was started without a first key asks nobody for a key.""";

    private final List<Chapter> chapters;
    private final Map<String, UriRouteInfo<?, ?>> routes;

    OpenApi(Collection<Chapter> chapters, Router router) {
        this.chapters =
                chapters.stream().sorted(Comparator.comparing(Chapter::name)).toList();
        this.routes = own(router);
    }

    /// Names a route as operations do.
    static String name(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString();
    }

    /// Those of this adapter that are for programs. Those of extensions are links, which are handed out and not asked for.
    private static Map<String, UriRouteInfo<?, ?>> own(Router router) {
        return router.uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .filter(route -> route.getTargetMethod()
                        .getDeclaringType()
                        .getPackageName()
                        .equals(OWN))
                .filter(route -> !route.getAnnotationMetadata().hasAnnotation(ForBrowsers.class))
                .collect(Collectors.toMap(OpenApi::name, Function.identity(), (first, _) -> first, TreeMap::new));
    }

    /// Every operation with the route that stands for it.
    ///
    /// @throws IllegalStateException when a route has no operation, or an operation no route
    List<RoutedOperation> operations() {
        List<RoutedOperation> all = chapters.stream()
                .flatMap(chapter ->
                        chapter.operations().stream().map(operation -> RoutedOperation.of(chapter, operation, routes)))
                .toList();
        List<String> told =
                all.stream().map(routed -> routed.operation().route()).sorted().toList();
        if (!told.equals(List.copyOf(routes.keySet()))) {
            throw new IllegalStateException("routes are " + routes.keySet() + ", but told are " + told);
        }
        return all;
    }

    /// The whole document.
    ObjectNode document() {
        List<RoutedOperation> operations = operations();
        ObjectNode document = Json.object().put("openapi", "3.1.1");
        ObjectNode info = document.putObject("info")
                .put("title", "Millrace")
                .put("summary", "The API of a self-hosted video transcoding pipeline.")
                .put("description", ABOUT)
                .put("version", "1");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers")
                .addObject()
                .put("url", "/")
                .put("description", "The server that gave this document.");
        ArrayNode tags = document.putArray("tags");
        chapters.forEach(chapter -> tags.addObject().put("name", chapter.name()).put("description", chapter.what()));
        ObjectNode paths = document.putObject("paths");
        operations.forEach(routed -> paths.withObjectProperty(routed.operation().address())
                .set(routed.operation().method().toLowerCase(Locale.ROOT), routed.document()));
        document.putObject("webhooks").putObject("jobEvent").set("post", SentMessage.document());
        document.set("components", components(operations));
        return document;
    }

    private static ObjectNode components(List<RoutedOperation> operations) {
        Map<String, ObjectNode> named = new TreeMap<>();
        Stream.concat(
                        Stream.of(ProblemSchema.PROBLEM, WebhooksChapter.message()),
                        operations.stream().flatMap(RoutedOperation::schemas))
                .forEach(schema -> schema.named().forEach((name, shape) -> add(named, name, shape)));
        ObjectNode components = Json.object();
        ObjectNode schemas = components.putObject("schemas");
        named.forEach(schemas::set);
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject(RoutedOperation.KEY)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A key: `Authorization: Bearer mlr_…`. The roles are scopes of keys.");
        security.putObject(RoutedOperation.SESSION)
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", Sessions.COOKIE)
                .put("description", "The cookie that `POST /session` gives to browsers in exchange for a key.");
        return components;
    }

    private static void add(Map<String, ObjectNode> named, String name, ObjectNode shape) {
        ObjectNode before = named.put(name, shape);
        if (before != null && !before.equals(shape)) {
            throw new IllegalStateException("two shapes have the name " + name);
        }
    }
}
