package dev.millrace.application.worker;

import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.media.WarningCode;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where the packets of a source and its headers disagree.
final class IndexWarnings {
    /// Containers round their lengths; more than this is worth a word.
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(1);

    private IndexWarnings() {}

    /// @param opened the plan made from the headers
    /// @param complete the plan made from the packets
    static List<Warning> of(SourceInfo source, Plan opened, Plan complete, Optional<SourceIndex> pictures) {
        List<Warning> warnings = new ArrayList<>(emptyTracks(opened, complete));
        source.timing()
                .duration()
                .flatMap(declared -> pictures.flatMap(index -> tooShort(declared, index.end())))
                .ifPresent(warnings::add);
        return warnings;
    }

    private static List<Warning> emptyTracks(Plan opened, Plan complete) {
        List<Warning> warnings = new ArrayList<>();
        if (opened.picture().isPresent() && complete.picture().isEmpty()) {
            warnings.add(empty("picture", opened.requirePicture().track()));
        }
        List<Integer> heard =
                complete.sound().stream().map(AudioRendition::track).toList();
        opened.sound().stream()
                .map(AudioRendition::track)
                .distinct()
                .filter(track -> !heard.contains(track))
                .forEach(track -> warnings.add(empty("sound", track)));
        return warnings;
    }

    private static Warning empty(String what, int track) {
        return WarningCode.TRACK_EMPTY.because(
                "The " + what + " (stream " + track + ") has a header but no content; it was left out.");
    }

    private static Optional<Warning> tooShort(Duration declared, Duration real) {
        return declared.minus(real).compareTo(WORTH_A_WARNING) <= 0
                ? Optional.empty()
                : Optional.of(WarningCode.PICTURE_SHORTER_THAN_DECLARED.because(String.format(
                        Locale.ROOT,
                        "The file says it lasts %.1f s, but its pictures end after %.1f s; what is there was transcoded.",
                        declared.toMillis() / 1000.0,
                        real.toMillis() / 1000.0)));
    }
}
