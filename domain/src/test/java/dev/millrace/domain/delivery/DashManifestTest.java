package dev.millrace.domain.delivery;

import static dev.millrace.domain.delivery.Made.aPicture;
import static dev.millrace.domain.delivery.Made.aSound;
import static dev.millrace.domain.delivery.Made.pictures;
import static dev.millrace.domain.delivery.Made.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DashManifestTest {
    private static final Links<ObjectKey> BESIDE = new RelativeLinks(new ObjectKey("out/dash/manifest.mpd"));

    @Test
    void sizes_share_a_set_and_each_sound_has_one() {
        DashManifest manifest = new DashManifest(new Presentation(
                List.of(
                        aPicture(1280, 720, pictures("720p", 1_200_000, 144, 144, 72)),
                        aPicture(640, 360, pictures("360p", 400_000, 144, 144, 72))),
                List.of(
                        aSound(1, "eng", true, sound("audio-1", 96_000, 282, 281, 141)),
                        aSound(2, "", false, sound("audio-2", 97_000, 282, 281, 141)))));

        String text = manifest.text(BESIDE);

        assertThat(text).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-main:2011" type="static" mediaPresentationDuration="PT15.018667S" maxSegmentDuration="PT6.016S" minBufferTime="PT6.016S">
                  <Period id="0" start="PT0S">
                    <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">
                      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                      <Representation id="720p" bandwidth="3196804" codecs="avc1.64001f" width="1280" height="720" frameRate="24000/1001" sar="1:1">
                        <SegmentList timescale="24000">
                          <Initialization sourceURL="../720p/init.mp4"/>
                          <SegmentTimeline>
                            <S t="0" d="144144"/>
                            <S t="144144" d="144144"/>
                            <S t="288288" d="72072"/>
                          </SegmentTimeline>
                          <SegmentURL media="../720p/seg-0.m4s"/>
                          <SegmentURL media="../720p/seg-1.m4s"/>
                          <SegmentURL media="../720p/seg-2.m4s"/>
                        </SegmentList>
                      </Representation>
                      <Representation id="360p" bandwidth="1065602" codecs="avc1.64001f" width="640" height="360" frameRate="24000/1001" sar="1:1">
                        <SegmentList timescale="24000">
                          <Initialization sourceURL="../360p/init.mp4"/>
                          <SegmentTimeline>
                            <S t="0" d="144144"/>
                            <S t="144144" d="144144"/>
                            <S t="288288" d="72072"/>
                          </SegmentTimeline>
                          <SegmentURL media="../360p/seg-0.m4s"/>
                          <SegmentURL media="../360p/seg-1.m4s"/>
                          <SegmentURL media="../360p/seg-2.m4s"/>
                        </SegmentList>
                      </Representation>
                    </AdaptationSet>
                    <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" lang="en" segmentAlignment="true" startWithSAP="1">
                      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                      <Representation id="audio-1" bandwidth="255320" codecs="mp4a.40.2" audioSamplingRate="48000">
                        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                        <SegmentList timescale="48000">
                          <Initialization sourceURL="../audio-1/init.mp4"/>
                          <SegmentTimeline>
                            <S t="0" d="288768"/>
                            <S t="288768" d="287744"/>
                            <S t="576512" d="144384"/>
                          </SegmentTimeline>
                          <SegmentURL media="../audio-1/seg-0.m4s"/>
                          <SegmentURL media="../audio-1/seg-1.m4s"/>
                          <SegmentURL media="../audio-1/seg-2.m4s"/>
                        </SegmentList>
                      </Representation>
                    </AdaptationSet>
                    <AdaptationSet id="2" contentType="audio" mimeType="audio/mp4" lang="und" segmentAlignment="true" startWithSAP="1">
                      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="alternate"/>
                      <Representation id="audio-2" bandwidth="257979" codecs="mp4a.40.2" audioSamplingRate="48000">
                        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                        <SegmentList timescale="48000">
                          <Initialization sourceURL="../audio-2/init.mp4"/>
                          <SegmentTimeline>
                            <S t="0" d="288768"/>
                            <S t="288768" d="287744"/>
                            <S t="576512" d="144384"/>
                          </SegmentTimeline>
                          <SegmentURL media="../audio-2/seg-0.m4s"/>
                          <SegmentURL media="../audio-2/seg-1.m4s"/>
                          <SegmentURL media="../audio-2/seg-2.m4s"/>
                        </SegmentList>
                      </Representation>
                    </AdaptationSet>
                  </Period>
                </MPD>
                """);
    }

    @Test
    void pictures_alone_and_sound_alone_have_one_set() throws Exception {
        Document silent = parsed(new DashManifest(
                        new Presentation(List.of(aPicture(640, 360, pictures("360p", 1, 24))), List.of()))
                .text(BESIDE));
        Document soundOnly = parsed(new DashManifest(
                        new Presentation(List.of(), List.of(aSound(1, "eng", true, sound("audio-1", 1, 10)))))
                .text(BESIDE));

        assertThat(elements(silent, "AdaptationSet"))
                .extracting(set -> set.getAttribute("contentType"))
                .containsExactly("video");
        assertThat(elements(soundOnly, "AdaptationSet"))
                .extracting(set -> set.getAttribute("contentType"))
                .containsExactly("audio");
    }

    @Test
    void a_signed_link_comes_out_of_the_xml_as_it_went_in() throws Exception {
        URI signed = URI.create("https://cdn.example/a'b?sig=%3C%26&until=1&x=%22");
        DashManifest manifest =
                new DashManifest(new Presentation(List.of(aPicture(640, 360, pictures("360p", 1, 24))), List.of()));

        Document read = parsed(manifest.text(key -> signed));

        assertThat(elements(read, "SegmentURL").getFirst().getAttribute("media"))
                .isEqualTo(signed.toString());
    }

    /// Rules of ISO/IEC 23009-1 and of the guidelines of the DASH Industry Forum, for any lengths of segments.
    @Test
    void the_timeline_is_the_exact_time_of_every_segment() {
        Property.holds(200, any -> {
            FrameRate rate = any.of(
                    FrameRate.of(25), new FrameRate(24_000, 1001), new FrameRate(90_000, 2999), new FrameRate(25, 2));
            List<MediaSegment> segments = new ArrayList<>();
            int full = any.whole(1, 200);
            for (int i = 0; i <= any.whole(0, 60); i++) {
                int frames = any.chance(0.8) ? full : any.whole(1, 200);
                segments.add(new MediaSegment(Made.aFile("s" + i, any.whole(1, 1_000_000)), rate.durationOf(frames)));
            }
            Presentation presentation = new Presentation(List.of(aPicture(640, 360, segments)), List.of());

            Document read = parsed(new DashManifest(presentation).text(BESIDE));

            long clock = Long.parseLong(elements(read, "SegmentList").getFirst().getAttribute("timescale"));
            List<MediaDuration> listed = new ArrayList<>();
            MediaDuration end = MediaDuration.ZERO;
            for (Element s : elements(read, "S")) {
                assertThat(Long.parseLong(s.getAttribute("t"))).isEqualTo(end.in(clock));
                listed.add(new MediaDuration(Long.parseLong(s.getAttribute("d")), clock));
                end = end.plus(listed.getLast());
            }
            assertThat(listed).hasSameSizeAs(segments).hasSameSizeAs(elements(read, "SegmentURL"));
            for (int i = 0; i < segments.size(); i++) {
                assertThat(listed.get(i)).isEqualByComparingTo(segments.get(i).duration());
            }
            Element root = read.getDocumentElement();
            assertThat(seconds(root, "mediaPresentationDuration"))
                    .isCloseTo(BigDecimal.valueOf(end.seconds()), within(new BigDecimal("0.000001")));
            assertThat(seconds(root, "minBufferTime")).isLessThanOrEqualTo(seconds(root, "mediaPresentationDuration"));
        });
    }

    private static org.assertj.core.data.Offset<BigDecimal> within(BigDecimal offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static BigDecimal seconds(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        assertThat(value).matches("PT[0-9]+(\\.[0-9]+)?S");
        return new BigDecimal(value.substring(2, value.length() - 1));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagNameNS("urn:mpeg:dash:schema:mpd:2011", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document parsed(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (Exception e) {
            throw new AssertionError("not XML", e);
        }
    }
}
