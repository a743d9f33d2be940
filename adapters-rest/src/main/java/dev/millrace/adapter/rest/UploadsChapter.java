package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.domain.upload.UploadStatus;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [UploadsController] does.
@Singleton
final class UploadsChapter implements Chapter {
    private static final Schema NEW_UPLOAD = Schema.object()
            .with("filename", Schema.text(1, 1024), "As the person has it.")
            .with("size", Schema.whole(1, UploadParts.LARGEST.bytes()), "Of the whole file, in bytes.")
            .optional("content_type", Schema.text().unlessGiven(""), "What it is said to be; nothing relies on it.")
            .optional(
                    "start_while_uploading",
                    Schema.flag().unlessGiven(false),
                    "Whether a job may start on it before it is complete.")
            .closed()
            .named("NewUpload");

    private static final Schema PART = Schema.object()
            .with("number", Schema.whole(1, UploadParts.MOST), "From 1 on.")
            .with("size", Schema.whole(), "In bytes: exactly so many are to be sent.")
            .with("url", Schema.link(), "Where to `PUT` them; the link is the permission.")
            .named("UploadPart");

    private static final Schema ARRIVED = Schema.object()
            .with("number", Schema.whole(1, UploadParts.MOST), "From 1 on.")
            .with("size", Schema.whole(), "In bytes.")
            .named("ArrivedPart");

    private static final Schema UPLOAD = Schema.object()
            .with("upload_id", Schema.id(), "Which upload.")
            .with("status", Schema.word(UploadStatus.values(), UploadStatus::word), "Where it stands.")
            .with("key", Schema.text(), "Where the object lies once it is completed.")
            .with("filename", Schema.text(), "As announced.")
            .with("size", Schema.whole(), "As announced, in bytes.")
            .with("content_type", Schema.text(), "As announced.")
            .with("part_size", Schema.whole(), "Of every part but the last, in bytes.")
            .with("part_count", Schema.whole(1, UploadParts.MOST), "How many parts there are.")
            .with("start_while_uploading", Schema.flag(), "Whether a job may start on it before it is complete.")
            .with("parts", Schema.list(PART), "Parts that are to be sent, at most 1000 at a time.")
            .with("arrived", Schema.list(ARRIVED), "Parts that are there.")
            .with("created_at", Schema.moment(), "When it was announced.")
            .with("expires_at", Schema.moment(), "Until when parts are taken.")
            .named("Upload");

    @Override
    public String name() {
        return "uploads";
    }

    @Override
    public String what() {
        return "Files in parts, straight into storage.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of(
                                "POST /uploads",
                                "createUpload",
                                "Announces a file. The answer says how to cut it, and where to send the parts.")
                        .takes(NEW_UPLOAD)
                        .answers(201, UPLOAD, "The upload, with links to send parts by.")
                        .telling("Location", "The address of the upload.")
                        .refuses(FailureCode.STORAGE_UNAVAILABLE),
                of("GET /uploads/{id}", "getUpload", "Shows an upload, with links to send what is missing.")
                        .answers(200, UPLOAD, "The upload.")
                        .refuses(FailureCode.STORAGE_UNAVAILABLE),
                of(
                                "POST /uploads/{id}/complete",
                                "completeUpload",
                                "Makes one object of the parts. Completing again is completing once.")
                        .answers(200, UPLOAD, "The upload, completed.")
                        .refuses(
                                FailureCode.UPLOAD_INCOMPLETE,
                                FailureCode.UPLOAD_OVER,
                                FailureCode.STORAGE_UNAVAILABLE),
                of("DELETE /uploads/{id}", "cancelUpload", "Gives an upload up, and removes its parts.")
                        .answers(204, "It is canceled.")
                        .refuses(FailureCode.UPLOAD_OVER));
    }

    private static Operation of(String route, String id, String what) {
        return Operation.of(route, id, what).path("id", Schema.id(), "Which upload.");
    }
}
