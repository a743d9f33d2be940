package dev.millrace.standalone.files;

import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.adapter.rest.RestApi;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.adapter.rest.RestExtension;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.testkit.MemoryMediaStore;
import java.net.URI;
import java.util.List;

/// The server with its links, over an engine that has nothing to do.
final class FilesServer implements AutoCloseable {
    private final TranscodingEngine engine;
    private final RestApi api;

    private FilesServer(TranscodingEngine engine, RestApi api) {
        this.engine = engine;
        this.api = api;
    }

    static FilesServer start(SignedFiles files) {
        TranscodingEngine engine = TranscodingEngine.builder()
                .media(new MemoryMediaStore())
                .slots(0)
                .start();
        RestExtension links = new RestExtension(FilesController.class.getPackageName(), List.of(files));
        return new FilesServer(engine, RestApi.start(RestConfig.onLoopback(0), engine.useCases(), links));
    }

    URI base() {
        return URI.create("http://localhost:" + api.uri().getPort() + "/files");
    }

    @Override
    public void close() {
        api.close();
        engine.close();
    }
}
