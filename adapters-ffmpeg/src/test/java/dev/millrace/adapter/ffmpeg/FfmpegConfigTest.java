package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FfmpegConfigTest {
    @Test
    void configured_programs_caches_and_the_path_are_read_from_the_environment() {
        FfmpegConfig config = FfmpegConfig.fromEnvironment(Map.of(
                "MILLRACE_FFMPEG", "/opt/ff/ffmpeg",
                "MILLRACE_FFPROBE", "/opt/ff/ffprobe",
                "XDG_CACHE_HOME", "/home/ada/.caches",
                "HOME", "/home/ada",
                "PATH", "/usr/local/bin::/usr/bin"));

        assertThat(config.ffmpeg()).contains(Path.of("/opt/ff/ffmpeg"));
        assertThat(config.ffprobe()).contains(Path.of("/opt/ff/ffprobe"));
        assertThat(config.caches()).first().isEqualTo(Path.of("/home/ada/.caches/millrace"));
        assertThat(config.searchPath()).containsExactly(Path.of("/usr/local/bin"), Path.of("/usr/bin"));
        assertThat(config.limits()).isEqualTo(SourceLimits.STANDARD);
    }

    @Test
    void without_a_cache_folder_the_one_in_the_home_is_used_and_then_the_one_for_temporary_files() {
        FfmpegConfig config =
                FfmpegConfig.fromEnvironment(Map.of("XDG_CACHE_HOME", "not/absolute", "HOME", "/home/ada"));

        assertThat(config.caches()).first().isEqualTo(Path.of("/home/ada/.cache/millrace"));
        assertThat(config.caches())
                .last()
                .satisfies(last -> assertThat(last.toString())
                        .startsWith(System.getProperty("java.io.tmpdir"))
                        .endsWith("millrace-" + System.getProperty("user.name")));
    }

    @Test
    void an_empty_environment_is_enough() {
        FfmpegConfig config = FfmpegConfig.fromEnvironment(Map.of("MILLRACE_FFMPEG", " "));

        assertThat(config.ffmpeg()).isEmpty();
        assertThat(config.caches()).hasSize(1);
        assertThat(config.searchPath()).isNotEmpty();
        assertThat(config.codecThreads()).isPositive();
    }

    @Test
    void an_encoder_without_threads_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FfmpegConfig(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        SourceLimits.STANDARD,
                        0,
                        SandboxMode.AUTO));
    }

    @Test
    void the_sandbox_is_automatic_required_or_off() {
        assertThat(FfmpegConfig.fromEnvironment(Map.of()).sandbox()).isEqualTo(SandboxMode.AUTO);
        assertThat(sandbox("auto")).isEqualTo(SandboxMode.AUTO);
        assertThat(sandbox("Require ")).isEqualTo(SandboxMode.REQUIRE);
        assertThat(sandbox("off")).isEqualTo(SandboxMode.OFF);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox("yes"))
                .withMessage("MILLRACE_SANDBOX is \"yes\", but can be auto, require, off.");
    }

    private static SandboxMode sandbox(String word) {
        return FfmpegConfig.fromEnvironment(Map.of("MILLRACE_SANDBOX", word)).sandbox();
    }
}
