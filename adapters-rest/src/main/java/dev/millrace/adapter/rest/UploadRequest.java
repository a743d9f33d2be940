package dev.millrace.adapter.rest;

import dev.millrace.application.client.NewUpload;
import dev.millrace.domain.document.Expected;
import dev.millrace.domain.document.FieldsHere;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.upload.FileName;
import dev.millrace.domain.upload.UploadParts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The body of `POST /uploads`.
final class UploadRequest {
    private static final Expected<String> NAME = Expected.text(
            "the name of a file, 1 to 1024 bytes of UTF-8 without control characters",
            text -> Optional.of(text).filter(FileName::wellFormed));
    private static final Expected<Long> SIZE = new Expected<>(
            "a number of bytes from 1 to " + UploadParts.LARGEST.bytes(), List.of(), UploadRequest::size);
    private static final Expected<String> TYPE = Expected.text("a media type, such as video/mp4", Optional::of);

    private UploadRequest() {}

    static NewUpload read(TenantId tenant, Node document) {
        List<Violation> violations = new ArrayList<>();
        FieldsHere fields = new Place("", document, violations)
                .fields("an object", List.of("filename", "size", "content_type", "start_while_uploading"));
        Optional<String> name = fields.required("filename", NAME);
        Optional<Long> size = fields.required("size", SIZE);
        Optional<String> type = fields.optional("content_type", "", TYPE);
        Optional<Boolean> early = fields.optional("start_while_uploading", false, Expected.flag());
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
        return new NewUpload(
                tenant, name.orElseThrow(), size.orElseThrow(), type.orElseThrow(), early.orElseThrow());
    }

    /// Compares before it converts, because the digits of a number such as 1e999999999 fill any memory.
    private static Optional<Long> size(Node node) {
        BigDecimal most = BigDecimal.valueOf(UploadParts.LARGEST.bytes());
        return node instanceof Node.Numeric(BigDecimal value)
                        && value.compareTo(BigDecimal.ONE) >= 0
                        && value.compareTo(most) <= 0
                        && value.stripTrailingZeros().scale() <= 0
                ? Optional.of(value.longValueExact())
                : Optional.empty();
    }
}
