package dev.millrace.standalone.result;

import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.PlanWriter;
import dev.millrace.domain.profile.Profile;

/// A plan as JSON for programs; `docs/cli.md` tells what each field means.
public final class PlanDocument {
    private PlanDocument() {}

    /// The whole document.
    public static String of(String name, SourceInfo source, Profile profile, Plan plan) {
        return SourceDocument.text(SourceDocument.json(PlanWriter.write(name, source, profile, plan)));
    }
}
