package dev.millrace.application.port;

import dev.millrace.domain.profile.Profile;

/// A profile of a tenant's own.
///
/// @param profile as it was put
/// @param version of this state of it; no other one of the tenant's profiles ever has the same
public record StoredProfile(Profile profile, long version) {}
