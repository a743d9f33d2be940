package dev.millrace.domain.plan;

import dev.millrace.domain.media.Language;
import dev.millrace.domain.profile.AudioRecipe;
import java.util.Optional;
import java.util.OptionalInt;

/// A sound rendition: a recipe fitted to one track, or to two of which one holds left and the other right.
///
/// @param id its name within the job
/// @param track the stream's index in the source
/// @param right the stream of the right channel, where `track` holds the left one alone; empty else
/// @param language empty when the source does not say
/// @param preferred whether players start with it
/// @param recipe how it is encoded
public record AudioRendition(
        RenditionId id,
        int track,
        OptionalInt right,
        Optional<Language> language,
        boolean preferred,
        AudioRecipe recipe)
        implements Rendition {
    /// The same, as the one that players start with.
    AudioRendition asPreferred() {
        return new AudioRendition(id, track, right, language, true, recipe);
    }
}
