package dev.millrace.standalone.files;

import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.application.port.MediaFailed;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.env.PropertySource;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A server with nothing but links.
final class FilesServer implements AutoCloseable {
    private final Context context;
    private final EmbeddedServer server;

    private FilesServer(Context context) {
        this.context = context;
        this.server = context.getBean(EmbeddedServer.class).start();
    }

    static FilesServer start(SignedFiles files) {
        Context context = new Context();
        context.getEnvironment()
                .addPropertySource(PropertySource.of(Map.of(
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.max-request-buffer-size",
                        1024 * 1024,
                        "micronaut.server.max-request-size",
                        Long.MAX_VALUE)));
        context.registerSingleton(files);
        context.start();
        return new FilesServer(context);
    }

    URI base() {
        return URI.create("http://localhost:" + server.getPort() + "/files");
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }

    /// What Micronaut needs, and the links.
    @SuppressWarnings("overrides") // methods of the parent, which overrides varargs with arrays
    private static final class Context extends DefaultApplicationContext {
        @Override
        @SuppressWarnings("rawtypes") // as declared by the parent
        protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
            return super.resolveBeanDefinitionReferences().stream()
                    .filter(reference -> isSeen(reference.getBeanDefinitionName()))
                    .toList();
        }

        private static boolean isSeen(String name) {
            return (name.startsWith("io.micronaut.") && !name.startsWith("io.micronaut.json."))
                    || name.startsWith(FilesServer.class.getPackageName() + ".");
        }
    }

    /// Errors that the server finds by itself have no body; Micronaut's own would want a library for JSON.
    @Primary
    @Singleton
    static final class Bodiless implements ErrorResponseProcessor<Object> {
        @Override
        @SuppressWarnings("unchecked") // no body is of any type
        public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
            return (MutableHttpResponse<Object>) response;
        }
    }

    /// Failures by their kind, as the API tells them.
    @Singleton
    static final class Failures implements ExceptionHandler<MediaFailed, HttpResponse<?>> {
        @Override
        @SuppressWarnings("rawtypes") // as declared by the parent
        public HttpResponse<?> handle(HttpRequest request, MediaFailed failed) {
            return HttpResponse.status(
                    switch (failed.failure().code()) {
                        case LINK_REFUSED, LINK_EXPIRED -> HttpStatus.FORBIDDEN;
                        case INPUT_NOT_FOUND -> HttpStatus.NOT_FOUND;
                        case PART_TOO_SMALL -> HttpStatus.BAD_REQUEST;
                        case PART_TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
                        case UPLOAD_OVER -> HttpStatus.CONFLICT;
                        default -> HttpStatus.INTERNAL_SERVER_ERROR;
                    });
        }
    }
}
