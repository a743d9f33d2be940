package dev.millrace.domain.plan;

import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.media.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is unusual in a source, and what a plan makes of it.
final class Remarks {
    /// Rates that differ by less are one, counted on different clocks.
    private static final double EVEN = 1.01;

    private final SourceInfo source;
    private final Plan plan;
    private final List<Warning> remarks = new ArrayList<>();

    Remarks(SourceInfo source, Plan plan) {
        this.source = source;
        this.plan = plan;
    }

    List<Warning> all() {
        plan.picture().ifPresent(picture -> source.picture().ifPresent(track -> onPicture(track, picture.grid())));
        if (!plan.sound().isEmpty()) {
            onSound(source.sound());
        }
        return List.copyOf(remarks);
    }

    private void onPicture(VideoTrack track, Grid grid) {
        long pictures =
                source.tracks().stream().filter(VideoTrack.class::isInstance).count();
        if (pictures > 1) {
            add(
                    WarningCode.PICTURES_LEFT_OUT,
                    "The file holds " + pictures + " tracks of pictures; stream " + track.index() + " was transcoded.");
        }
        if (track.scan().interlaced()) {
            add(WarningCode.DEINTERLACED, "The picture is interlaced; whole frames were made of its fields.");
        } else {
            onRate(track, grid.rate());
        }
        if (track.colour().highDynamicRange()) {
            add(
                    WarningCode.HDR_TONE_MAPPED,
                    "The picture is in high dynamic range; its brightness was mapped to what every screen shows.");
        }
        if (track.transparent()) {
            add(WarningCode.TRANSPARENCY_REMOVED, "The picture's format has transparency; it was laid on black.");
        }
    }

    /// No average can be above the lowest rate that fits all time stamps; containers that say so are wrong.
    private void onRate(VideoTrack track, FrameRate rate) {
        double nominal = track.nominalRate().perSecond();
        double average = Math.min(nominal, track.averageRate().perSecond());
        if (nominal > average * EVEN) {
            add(
                    WarningCode.FRAME_RATE_UNEVEN,
                    "The pictures come unevenly (" + rounded(average) + " a second on average); they were laid on a "
                            + "grid of " + rounded(rate.perSecond()) + " a second.");
        } else if (rate.perSecond() < average / EVEN) {
            add(
                    WarningCode.FRAME_RATE_LOWERED,
                    "The picture has " + rounded(average) + " frames a second, more than players show; "
                            + rounded(rate.perSecond()) + " were kept.");
        }
    }

    private void onSound(List<AudioTrack> tracks) {
        if (ChannelPair.of(tracks).isPresent()) {
            String left = tracks.size() == 2 ? "." : "; the other " + (tracks.size() - 2) + " were left out.";
            add(
                    WarningCode.CHANNELS_PAIRED,
                    "The sound lies in " + tracks.size() + " tracks of one channel each; the first two were taken for"
                            + " left and right" + left);
        }
        int kept = plan.sound().stream()
                .mapToInt(sound -> sound.recipe().channels())
                .max()
                .orElse(0);
        tracks.stream()
                .filter(track -> track.channels() > Math.max(2, kept))
                .findFirst()
                .ifPresent(track -> add(
                        WarningCode.SOUND_MIXED_DOWN,
                        "The sound (stream " + track.index() + ") has " + track.channels()
                                + " channels; it was mixed down."));
    }

    private void add(WarningCode code, String sentence) {
        remarks.add(code.because(sentence));
    }

    private static String rounded(double rate) {
        String text = String.format(Locale.ROOT, "%.2f", rate);
        return text.replaceFirst("\\.?0+$", "");
    }
}
