package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void an_old_glibc_is_named_with_what_is_needed() {
        StartFailure failure = StartFailure.read("/c/ffmpeg: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.35'"
                + " not found (required by /c/libavcodec.so.62)");

        assertThat(failure.sentence())
                .contains("glibc 2.35")
                .contains("Debian 12")
                .contains("MILLRACE_FFMPEG");
        assertThat(failure.place()).isFalse();
    }

    @Test
    void a_disk_without_programs_is_a_matter_of_the_place() {
        StartFailure started = StartFailure.read("/usr/bin/nice: '/c/ffmpeg': Permission denied");
        StartFailure loaded = StartFailure.read("ffmpeg: error while loading shared libraries: libavdevice.so.62: "
                + "failed to map segment from shared object");

        assertThat(started.place()).isTrue();
        assertThat(loaded.place()).isTrue();
        assertThat(loaded.sentence()).contains("noexec");
    }

    @Test
    void a_missing_library_is_named() {
        StartFailure failure = StartFailure.read("/c/ffmpeg: error while loading shared libraries: libxcb.so.1: "
                + "cannot open shared object file: No such file or directory");

        assertThat(failure.sentence()).contains("libxcb.so.1");
        assertThat(failure.place()).isFalse();
    }

    @Test
    void a_missing_loader_means_another_kind_of_system() {
        StartFailure failure = StartFailure.read("nice: '/c/ffmpeg': No such file or directory");

        assertThat(failure.sentence()).contains("glibc").contains("Alpine");
    }

    @Test
    void anything_else_is_told_as_it_is() {
        StartFailure failure = StartFailure.read("first\nIllegal instruction\n\n");

        assertThat(failure.sentence()).isEqualTo("it does not start: Illegal instruction");
    }
}
