package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.IndexRequest;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.profile.AudioRecipe;
import java.util.Locale;

/// The filters between a decoder of sound and the encoder.
final class SoundFilters {
    private SoundFilters() {}

    /// Sound that begins after the film, or has holes, gets silence there; what lies before the film is cut off. Smaller
    /// differences of clock, below a tenth of a second, are left alone, for mending them can be heard.
    static String filled(IndexRequest request, AudioRendition rendition) {
        AudioRecipe recipe = rendition.recipe();
        return "aresample=" + recipe.sampleRate() + ":async=1:first_pts=0," + form(recipe)
                + limited(request, rendition);
    }

    /// One form, and nothing more.
    static String uniform(AudioRecipe recipe) {
        return "aresample=" + recipe.sampleRate() + "," + form(recipe);
    }

    /// Left and right from two streams, each filled with silence first, as output `rendition` of the graph.
    static String paired(AudioRendition rendition, int right) {
        int rate = rendition.recipe().sampleRate();
        String one =
                "aresample=" + rate + ":async=1:first_pts=0,aformat=sample_rates=" + rate + ":channel_layouts=mono";
        return String.format(
                Locale.ROOT,
                "[0:%d]%s[left];[0:%d]%s[right];[left][right]join=inputs=2:channel_layout=stereo,%s[%s]",
                rendition.track(),
                one,
                right,
                one,
                form(rendition.recipe()),
                rendition.id());
    }

    /// Mixing down adds channels at the weights of ITU-R BS.775, which are not lowered for the rare case that all are
    /// loud at once: that would make every film quiet. Instead, peaks are held 1 dB below full scale, which is what
    /// lossy codecs need (EBU R 128).
    private static String limited(IndexRequest request, AudioRendition rendition) {
        boolean mixed = request.info().tracks().stream()
                .filter(AudioTrack.class::isInstance)
                .map(AudioTrack.class::cast)
                .anyMatch(track -> track.index() == rendition.track()
                        && track.channels() > rendition.recipe().channels());
        return mixed ? ",alimiter=limit=0.89:level=disabled:latency=1" : "";
    }

    private static String form(AudioRecipe recipe) {
        String layout = recipe.channels() == 1 ? "mono" : "stereo";
        return String.format(Locale.ROOT, "aformat=sample_rates=%d:channel_layouts=%s", recipe.sampleRate(), layout);
    }
}
