package dev.millrace.adapter.rest;

import dev.millrace.application.client.NewJob;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.document.Expected;
import dev.millrace.domain.document.FieldsHere;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.ProfileName;
import dev.millrace.domain.profile.ProfileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The body of `POST /jobs` and of `POST /probe`. One reading finds everything that is wrong with it.
final class JobRequest {
    static final String INPUT_KEY = "/input_key";
    static final String PROFILE = "/profile";

    private static final Expected<String> KEY = Expected.text(
            "the key of an object: 1 to " + ObjectKey.LONGEST
                    + " bytes, no backslash, no control character, no empty, . or .. segment",
            text -> Optional.of(text).filter(ObjectKey::wellFormed));
    private static final Expected<String> PROFILE_NAME = Expected.text(
            "the name of a profile, of lower-case letters, digits and hyphens, or a whole profile",
            text -> Optional.of(text).filter(ProfileName::wellFormed));
    private static final Expected<UploadId> UPLOAD = Expected.text("the id of an upload", Paths::readUpload);
    private static final Expected<Integer> PRIORITY = Expected.whole(0, 100);

    private JobRequest() {}

    /// Reads `POST /jobs`.
    static NewJob job(Node document) {
        List<Violation> violations = new ArrayList<>();
        FieldsHere fields = new Place("", document, violations)
                .fields(
                        "an object",
                        List.of(
                                "input_key",
                                "upload_id",
                                "start_while_uploading",
                                "profile",
                                "deliveries",
                                "priority"));
        Optional<NewJob> input = input(fields);
        Optional<UnaryOperator<NewJob>> profile = profile(fields);
        List<Delivery> deliveries = fields.has("deliveries") ? ProfileReader.deliveries(fields) : List.of();
        Optional<Integer> priority = fields.optional("priority", Priority.NORMAL.value(), PRIORITY);
        refuse(violations);
        NewJob job = profile.orElseThrow().apply(input.orElseThrow()).priority(new Priority(priority.orElseThrow()));
        return deliveries.isEmpty() ? job : job.deliveries(deliveries);
    }

    /// By name, or written out.
    private static Optional<UnaryOperator<NewJob>> profile(FieldsHere fields) {
        if (fields.at("profile").node() instanceof Node.Fields) {
            return ProfileRequest.ofOneJob(fields.at("profile")).map(whole -> job -> job.profile(whole));
        }
        return fields.optional("profile", BuiltInProfiles.WEB.name().value(), PROFILE_NAME)
                .map(name -> job -> job.profile(name));
    }

    /// Exactly one of the two ways to name a source.
    private static Optional<NewJob> input(FieldsHere fields) {
        boolean early =
                fields.optional("start_while_uploading", false, Expected.flag()).orElse(false);
        if (!fields.has("upload_id")) {
            if (early) {
                fields.at("start_while_uploading").refuse("needs an upload_id");
            }
            return fields.required("input_key", KEY).map(NewJob::of);
        }
        if (fields.has("input_key")) {
            fields.at("upload_id").refuse("must not stand beside input_key; name the source once");
        }
        return fields.at("upload_id").read(UPLOAD).map(early ? NewJob::early : NewJob::of);
    }

    /// Reads `PATCH /jobs/{id}`.
    static Priority priority(Node document) {
        List<Violation> violations = new ArrayList<>();
        Optional<Integer> priority = new Place("", document, violations)
                .fields("an object", List.of("priority"))
                .required("priority", PRIORITY);
        refuse(violations);
        return new Priority(priority.orElseThrow());
    }

    /// Reads `POST /probe`.
    static String probe(Node document) {
        List<Violation> violations = new ArrayList<>();
        Optional<String> input = new Place("", document, violations)
                .fields("an object", List.of("input_key"))
                .required("input_key", KEY);
        refuse(violations);
        return input.orElseThrow();
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
    }
}
