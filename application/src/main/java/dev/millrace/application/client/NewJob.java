package dev.millrace.application.client;

import dev.millrace.application.port.Idempotency;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import java.util.List;
import java.util.Optional;

/// What a client asks for.
///
/// @param input what it is made from
/// @param profile by name or whole
/// @param priority how urgent
/// @param tenant whose job it will be
/// @param once makes a repeated request harmless
public record NewJob(
        Input input, ProfileChoice profile, Priority priority, TenantId tenant, Optional<Idempotency> once) {
    /// From the object of that key, as [InputKeys] finds it; with the default profile, priority and tenant.
    public static NewJob of(String key) {
        return of(new Input.Key(key));
    }

    /// From a completed upload; with the default profile, priority and tenant.
    public static NewJob of(UploadId upload) {
        return of(new Input.Uploaded(upload, false));
    }

    /// From an upload that may still be running, if it was announced for that; with the default profile, priority and
    /// tenant.
    public static NewJob early(UploadId upload) {
        return of(new Input.Uploaded(upload, true));
    }

    private static NewJob of(Input input) {
        return new NewJob(
                input,
                new ProfileChoice.Named(BuiltInProfiles.WEB.name().value(), List.of()),
                Priority.NORMAL,
                TenantId.DEFAULT,
                Optional.empty());
    }

    /// With the profile of that name, the tenant's own or a built-in one.
    public NewJob profile(String name) {
        return new NewJob(input, new ProfileChoice.Named(name, List.of()), priority, tenant, once);
    }

    /// With this profile, stored or not.
    public NewJob profile(Profile given) {
        return new NewJob(input, new ProfileChoice.Given(given), priority, tenant, once);
    }

    /// With the profile chosen so far, but delivered in these forms.
    ///
    /// @param forms at least one, each kind once
    public NewJob deliveries(List<Delivery> forms) {
        return new NewJob(input, profile.delivering(forms), priority, tenant, once);
    }

    /// With another priority.
    public NewJob priority(Priority wanted) {
        return new NewJob(input, profile, wanted, tenant, once);
    }

    /// For another tenant.
    public NewJob tenant(TenantId owner) {
        return new NewJob(input, profile, priority, owner, once);
    }

    /// At most once.
    public NewJob once(Idempotency idempotency) {
        return new NewJob(input, profile, priority, tenant, Optional.of(idempotency));
    }

    /// What a job is made from.
    public sealed interface Input {
        /// The object of that key.
        ///
        /// @param text as the client knows it, without its tenant's prefix
        record Key(String text) implements Input {}

        /// The object of that upload.
        ///
        /// @param upload must be completed, unless the job starts early
        /// @param early whether the job may start before
        record Uploaded(UploadId upload, boolean early) implements Input {}
    }

    /// Which profile.
    public sealed interface ProfileChoice {
        /// The same, but delivered in these forms.
        ProfileChoice delivering(List<Delivery> forms);

        /// The one of that name.
        ///
        /// @param name the tenant's own goes before a built-in one
        /// @param deliveries instead of the profile's; empty for the profile's
        record Named(String name, List<Delivery> deliveries) implements ProfileChoice {
            /// Copies the list.
            public Named {
                deliveries = List.copyOf(deliveries);
            }

            @Override
            public ProfileChoice delivering(List<Delivery> forms) {
                return new Named(name, forms);
            }
        }

        /// This one.
        ///
        /// @param profile stored with the job
        record Given(Profile profile) implements ProfileChoice {
            @Override
            public ProfileChoice delivering(List<Delivery> forms) {
                return new Given(profile.delivering(forms));
            }
        }
    }
}
