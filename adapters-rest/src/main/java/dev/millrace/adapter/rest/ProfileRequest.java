package dev.millrace.adapter.rest;

import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileReader;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Profiles in the bodies of requests. They have the form of files, and a name that is known already may be left out.
final class ProfileRequest {
    /// What a profile that a job brings along is called, unless it says so itself.
    private static final String OF_ONE_JOB = "custom";

    private static final String NAME = "name";

    private ProfileRequest() {}

    /// Reads `PUT /profiles/{name}`.
    ///
    /// @param name in the address
    static Profile named(String name, Node document) {
        List<Violation> violations = new ArrayList<>();
        Node whole = withName(document, name);
        if (whole instanceof Node.Fields(Map<String, Node> fields) && !new Node.Text(name).equals(fields.get(NAME))) {
            violations.add(
                    new Violation("/" + NAME, "must be the one in the address, or be left out: it names one profile"));
        }
        Optional<Profile> profile = ProfileReader.read(new Place("", whole, violations));
        if (!violations.isEmpty()) {
            throw new Refused(invalid(violations));
        }
        return profile.orElseThrow();
    }

    /// Reads a profile that stands in the request of a job.
    static Optional<Profile> ofOneJob(Place place) {
        return ProfileReader.read(new Place(place.pointer(), withName(place.node(), OF_ONE_JOB), place.violations()));
    }

    private static Node withName(Node document, String name) {
        if (!(document instanceof Node.Fields(Map<String, Node> written))
                || !(written.getOrDefault(NAME, new Node.Nothing()) instanceof Node.Nothing)) {
            return document;
        }
        Map<String, Node> fields = new LinkedHashMap<>(written);
        fields.put(NAME, new Node.Text(name));
        return new Node.Fields(fields);
    }

    private static Problem invalid(List<Violation> violations) {
        String sentence = violations.size() == 1
                ? "The profile breaks a rule: " + violations.getFirst() + "."
                : "The profile breaks " + violations.size() + " rules; each is listed under errors.";
        return new Problem(
                HttpStatus.UNPROCESSABLE_ENTITY, new Failure(FailureCode.PROFILE_INVALID, sentence), violations);
    }
}
