package dev.millrace.domain.plan;

import dev.millrace.domain.media.Language;
import dev.millrace.domain.profile.AudioRecipe;
import java.util.Optional;

/// A sound rendition: a recipe fitted to one track.
///
/// @param id its name within the job
/// @param track the stream's index in the source
/// @param language empty when the source does not say
/// @param preferred whether players start with it
/// @param recipe how it is encoded
public record AudioRendition(
        RenditionId id, int track, Optional<Language> language, boolean preferred, AudioRecipe recipe)
        implements Rendition {}
