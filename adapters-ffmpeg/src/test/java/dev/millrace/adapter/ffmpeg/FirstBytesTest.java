package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBytesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "PICTURE|\u00ff\u00d8\u00ff\u00e0 JFIF",
                "PICTURE|\u0089PNG....",
                "PICTURE|RIFF1234WEBPVP8 ",
                "PICTURE|1234ftypavif....",
                "PICTURE|<svg xmlns='x'>",
                "ISO_MEDIA|1234ftypisom....",
                "ISO_MEDIA|1234mdat....",
                "OTHER_MEDIA|RIFF1234AVI LIST",
                "OTHER_MEDIA|\u001aE\u00df\u00a3....",
                "OTHER_MEDIA|OggS....",
                "ARCHIVE|PK\u0003\u0004....",
                "DOCUMENT|%PDF-1.7",
                "PROGRAM|\u007fELF....",
                "WEB_PAGE|<!DOCTYPE html><html>",
                "PLAYLIST|#EXTM3U",
                "PLAYLIST|ffconcat version 1.0",
                "PLAYLIST|<?xml version='1.0'?><MPD xmlns='x'>",
                "TEXT|once upon a time",
                "UNKNOWN|\u0001\u0002\u0003\u0004",
            })
    void the_kind_is_seen_from_the_first_bytes(FirstBytes kind, String start) {
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FirstBytes.of(bytes)).isEqualTo(kind);
    }

    @Test
    void no_byte_is_nothing_and_one_byte_is_nothing_known() {
        assertThat(FirstBytes.of(new byte[0])).isEqualTo(FirstBytes.NOTHING);
        assertThat(FirstBytes.of(new byte[] {'A'})).isEqualTo(FirstBytes.UNKNOWN);
    }

    @Test
    void a_transport_stream_is_seen_by_its_second_packet() {
        byte[] bytes = new byte[376];
        bytes[0] = 'G';
        bytes[188] = 'G';

        assertThat(FirstBytes.of(bytes)).isEqualTo(FirstBytes.OTHER_MEDIA);
    }
}
