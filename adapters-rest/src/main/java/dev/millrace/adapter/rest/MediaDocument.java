package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.SourceWriter;
import java.util.List;

/// Sources and plans as JSON.
final class MediaDocument {
    private MediaDocument() {}

    static JsonNode source(ObjectKey input, SourceInfo source) {
        return Json.of(SourceWriter.write(input.fileName(), source));
    }

    static JsonNode warnings(List<Warning> warnings) {
        return Json.of(SourceWriter.warnings(warnings));
    }
}
