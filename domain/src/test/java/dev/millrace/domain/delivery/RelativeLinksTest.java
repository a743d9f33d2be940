package dev.millrace.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeLinksTest {
    @ParameterizedTest
    @CsvSource({
        "a/b/list.m3u8, a/b/seg.m4s, seg.m4s",
        "a/b/list.m3u8, a/b/list.m3u8, list.m3u8",
        "a/b/list.m3u8, a/b/c/seg.m4s, c/seg.m4s",
        "a/b/list.m3u8, a/seg.m4s, ../seg.m4s",
        "a/b/list.m3u8, x/y/seg.m4s, ../../x/y/seg.m4s",
        "a/b/list.m3u8, a/bb/seg.m4s, ../bb/seg.m4s",
        "list.m3u8, seg.m4s, seg.m4s",
        "list.m3u8, a/seg.m4s, a/seg.m4s",
        "a/b/list.m3u8, a/b, ../b",
        "a/b, a/b/seg.m4s, b/seg.m4s",
        "a/list.m3u8, a/http:x/1:2, http%3Ax/1%3A2",
        "a/list.m3u8, a/50% off?.m4s, 50%25%20off%3F.m4s",
        "a/list.m3u8, a/Ä-._~z.m4s, %C3%84-._~z.m4s"
    })
    void a_key_is_reached_from_the_manifest(String from, String to, String link) {
        URI relative = new RelativeLinks(new ObjectKey(from)).to(new ObjectKey(to));

        assertThat(relative).hasToString(link);
    }

    @Test
    void a_browser_that_follows_the_link_arrives_at_the_key() {
        URI base = URI.create("https://host.example/store/");
        ObjectKey manifest = new ObjectKey("t/default/jobs/7/publish/e1/hls/1080p.m3u8");
        ObjectKey segment = new ObjectKey("t/default/jobs/7/chunk-0003/e2/1080p/ü #1.m4s");

        URI link = new RelativeLinks(manifest).to(segment);

        assertThat(link).hasToString("../../../chunk-0003/e2/1080p/%C3%BC%20%231.m4s");
        assertThat(base.resolve(manifest.value()).resolve(link).getPath()).isEqualTo("/store/" + segment);
    }
}
