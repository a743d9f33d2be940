package dev.millrace.adapter.ffmpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Files that want something: to read what is not theirs, to reach the network, to fill memory or disk, to go on for
/// ever. All are made here, byte by byte or out of a film of one second; docs/security.md tells of each.
final class Attacks {
    private final Path folder;
    private final Path victim;
    private final int port;
    private final List<Attack> all = new ArrayList<>();

    /// @param name what is told of it in docs/security.md
    /// @param refusals the codes it may be refused with
    /// @param mayWork whether the harmless film in it may be made as well
    record Attack(String name, Path file, Set<FailureCode> refusals, boolean mayWork) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Attacks(Path folder, Path victim, int port) {
        this.folder = folder;
        this.victim = victim;
        this.port = port;
    }

    /// @param victim a file that must not be read
    /// @param port of a server on this machine that must not be called
    static List<Attack> in(Path folder, Path victim, int port) throws Exception {
        Attacks attacks = new Attacks(folder, victim, port);
        attacks.playlists();
        attacks.references();
        attacks.pixels();
        attacks.numbers();
        attacks.tables();
        attacks.matroska();
        attacks.clocks();
        attacks.sizes();
        return List.copyOf(attacks.all);
    }

    /// Text that names other files, under the name of a film.
    private void playlists() throws IOException {
        String file = "file://" + victim;
        String web = "http://127.0.0.1:" + port + "/x.ts";
        playlist("hls-file", "mp4", hls(file));
        playlist("hls-http", "m3u8", hls(web));
        playlist("hls-concat", "avi", hls("concat:" + file + "|" + web));
        playlist("hls-subfile", "ts", hls("subfile,,start,0,end,64,,:" + victim));
        playlist("hls-data", "mov", hls("data:text/plain;base64,I0VYVE0zVQ=="));
        playlist(
                "hls-crypto",
                "mkv",
                "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"" + file + "\"\n" + hls("crypto:" + file));
        playlist("hls-behind-a-byte-order-mark", "mp4", "\ufeff" + hls(file), FailureCode.SOURCE_NOT_MEDIA);
        playlist("ffconcat", "jpg", "ffconcat version 1.0\nfile '" + victim + "'\nfile '" + web + "'\n");
        playlist(
                "dash",
                "mp4",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period>"
                        + "<AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\"><BaseURL>" + web
                        + "</BaseURL></Representation></AdaptationSet></Period></MPD>");
        playlist(
                "sdp",
                "mp4",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video " + port + " RTP/AVP 96\n"
                        + "a=rtpmap:96 H264/90000\n",
                FailureCode.SOURCE_NOT_MEDIA);
        playlist(
                "asx",
                "wmv",
                "<asx version=\"3.0\"><entry><ref href=\"" + web + "\"/></entry></asx>",
                FailureCode.SOURCE_NOT_MEDIA);
        playlist("rtsp-text", "rm", "rtsptext\nrtsp://127.0.0.1:" + port + "/x\n", FailureCode.SOURCE_NOT_MEDIA);
        playlist("lavfi", "mp4", "movie=" + victim + "\n", FailureCode.SOURCE_NOT_MEDIA);
        playlist("svg", "mp4", "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"" + file + "\"/></svg>");
        playlist(
                "subtitles",
                "ass",
                "[Script Info]\nScriptType: v4.00+\n[Fonts]\nfontname: " + victim + "\n",
                FailureCode.SOURCE_NOT_MEDIA);
        add(
                "avi-with-hls-in-its-subtitles",
                "avi",
                HostileBytes.aviWithSubtitles(hls(file)),
                FailureCode.SOURCE_NO_STREAMS);
    }

    /// QuickTime's way to say that the pictures lie in another file.
    private void references() throws Exception {
        byte[] film = film("mov");
        byte[] url = Mp4Bytes.box("url ", Mp4Bytes.number(0), ("file://" + victim + "\0").getBytes(ISO_8859_1));
        byte[] path = victim.toString().getBytes(ISO_8859_1);
        byte[] alias = Mp4Bytes.box(
                "alis",
                Mp4Bytes.number(0),
                Mp4Bytes.zeros(150),
                new byte[] {0, 2, (byte) (path.length >> 8), (byte) path.length},
                path,
                new byte[] {(byte) 0xff, (byte) 0xff, 0, 0});
        for (byte[] entry : List.of(url, alias)) {
            byte[] table = Mp4Bytes.join(Mp4Bytes.number(0), Mp4Bytes.number(1), entry);
            String name = "mov-data-in-another-file-by-" + new String(entry, 4, 4, ISO_8859_1).strip();
            mayWork(name, "mov", Rewrite.box(film, "dref", old -> table), FailureCode.SOURCE_UNDECODABLE);
        }
    }

    private void pixels() throws Exception {
        add(
                "gif-65535",
                "gif",
                HEX.parseHex("474946383961ffffffff800000ffffff0000002c00000000ffffffff000002024401003b"),
                FailureCode.SOURCE_TOO_LARGE);
        add(
                "png-65535",
                "mp4",
                Mp4Bytes.join(
                        HEX.parseHex("89504e470d0a1a0a0000000d494844520000ffff0000ffff0806000000"),
                        Mp4Bytes.zeros(4),
                        HostileBytes.deflated(50_000_000)),
                FailureCode.SOURCE_TOO_LARGE);
        add(
                "h264-65536",
                "h264",
                HostileBytes.hugeH264(),
                FailureCode.SOURCE_TOO_LARGE,
                FailureCode.SOURCE_UNDECODABLE,
                FailureCode.SOURCE_DAMAGED);
        Machine.ffmpeg(
                folder,
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=32x32:d=0.2",
                "-c:v",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "raw.mov");
        byte[] raw = Files.readAllBytes(folder.resolve("raw.mov"));
        add(
                "mov-raw-65535",
                "mov",
                Rewrite.box(raw, "stsd", old -> sized(old, 0xffff)),
                FailureCode.SOURCE_TOO_LARGE,
                FailureCode.SOURCE_UNDECODABLE);
        mayWork(
                "mov-shown-at-65535",
                "mov",
                Rewrite.box(film("mov"), "tkhd", old -> {
                    byte[] huge = old.clone();
                    Arrays.fill(huge, huge.length - 8, huge.length, (byte) 0xff);
                    return huge;
                }),
                FailureCode.SOURCE_TOO_LARGE,
                FailureCode.NOTHING_TO_MAKE);
    }

    /// Many of what there is one of.
    private void numbers() throws Exception {
        byte[] track = Mp4Bytes.box(
                "trak",
                Mp4Bytes.box(
                        "mdia",
                        Mp4Bytes.box("mdhd", Mp4Bytes.zeros(12), Mp4Bytes.number(1000), Mp4Bytes.zeros(8)),
                        Mp4Bytes.box("minf", Mp4Bytes.box("stbl"))));
        byte[][] tracks = new byte[5000][];
        Arrays.fill(tracks, track);
        add(
                "mp4-5000-tracks",
                "mp4",
                Mp4Bytes.join(ftyp(), Mp4Bytes.box("moov", Mp4Bytes.join(tracks))),
                FailureCode.SOURCE_TOO_LARGE,
                FailureCode.SOURCE_DAMAGED);
        add("ts-7000-streams", "ts", HostileBytes.crowdedTransportStream(), FailureCode.SOURCE_UNDECODABLE);
        byte[] nested = {};
        for (int depth = 0; depth < 20_000; depth++) {
            nested = depth % 2000 == 0 ? Mp4Bytes.box("udta", nested) : wrapped("udta", nested);
        }
        add(
                "mp4-boxes-20000-deep",
                "mp4",
                Mp4Bytes.join(ftyp(), Mp4Bytes.box("moov", nested)),
                FailureCode.SOURCE_DAMAGED,
                FailureCode.SOURCE_TRUNCATED,
                FailureCode.SOURCE_NO_STREAMS);
        StringBuilder chapters = new StringBuilder(";FFMETADATA1\n");
        for (int i = 0; i < 20_000; i++) {
            chapters.append("[CHAPTER]\nTIMEBASE=1/1000000\nSTART=")
                    .append(i * 50)
                    .append("\nEND=")
                    .append(i * 50 + 50)
                    .append("\ntitle=<script>alert(")
                    .append(i)
                    .append(")</script>\n");
        }
        Files.writeString(folder.resolve("chapters.txt"), chapters);
        film("mkv");
        Machine.ffmpeg(
                folder,
                "-i",
                "film.mkv",
                "-f",
                "ffmetadata",
                "-i",
                "chapters.txt",
                "-map",
                "0",
                "-map_chapters",
                "1",
                "-c",
                "copy",
                "chapters.mkv");
        mayWork("mkv-20000-chapters", "mkv", Files.readAllBytes(folder.resolve("chapters.mkv")));
    }

    /// Tables that promise more than a disk could hold, and data that grows when it is unpacked.
    private void tables() throws Exception {
        byte[] film = film("mp4");
        byte[] endless = Mp4Bytes.join(Mp4Bytes.number(0), Mp4Bytes.number(1), Mp4Bytes.number(0x7fff_ffff));
        byte[] sameLength =
                Mp4Bytes.join(Mp4Bytes.number(0), Mp4Bytes.number(1), Mp4Bytes.number(0x7fff_ffff), Mp4Bytes.number(1));
        Set<FailureCode> damaged = Set.of(
                FailureCode.SOURCE_DAMAGED,
                FailureCode.SOURCE_UNDECODABLE,
                FailureCode.SOURCE_TOO_LARGE,
                FailureCode.SOURCE_NO_STREAMS);
        mayWork("mp4-2-billion-samples-of-a-byte", "mp4", Rewrite.box(film, "stsz", old -> endless), damaged);
        mayWork("mp4-2-billion-samples-of-a-tick", "mp4", Rewrite.box(film, "stts", old -> sameLength), damaged);
        mayWork(
                "mp4-2-billion-samples-of-a-byte-and-a-tick",
                "mp4",
                Rewrite.box(Rewrite.box(film, "stsz", old -> endless), "stts", old -> sameLength),
                damaged);
        for (String table : List.of("stts", "stsz", "stsc", "stco", "ctts", "stss", "elst")) {
            mayWork(
                    "mp4-" + table + "-of-4-billion-entries",
                    "mp4",
                    Rewrite.box(film, table, old -> {
                        byte[] huge = old.clone();
                        Arrays.fill(huge, table.equals("stsz") ? 8 : 4, table.equals("stsz") ? 12 : 8, (byte) 0xff);
                        return huge;
                    }),
                    damaged);
        }
        byte[] ages = Mp4Bytes.join(
                Mp4Bytes.number(0), Mp4Bytes.number(1), Mp4Bytes.number(25), Mp4Bytes.number(0x7fff_ffff));
        byte[] seconds = Rewrite.box(film, "mdhd", old -> {
            byte[] slow = old.clone();
            System.arraycopy(Mp4Bytes.number(1), 0, slow, 12, 4);
            return slow;
        });
        mayWork("mp4-of-a-thousand-years", "mp4", Rewrite.box(seconds, "stts", old -> ages), damaged);
        byte[] bomb = Mp4Bytes.box(
                "cmov",
                Mp4Bytes.box("dcom", "zlib".getBytes(ISO_8859_1)),
                Mp4Bytes.box("cmvd", Mp4Bytes.number(0x7fff_fff0), HostileBytes.deflated(200_000_000)));
        add(
                "mov-compressed-index",
                "mov",
                Mp4Bytes.join(ftyp(), Mp4Bytes.box("moov", bomb)),
                FailureCode.SOURCE_TOO_LARGE);
    }

    private void matroska() throws IOException {
        byte[] head = Ebml.element(0x1A45DFA3, Ebml.element(0x4282, "matroska".getBytes(ISO_8859_1)));
        byte[] codec = Ebml.element(0x86, "V_MPEG4/ISO/AVC".getBytes(ISO_8859_1));
        byte[] zlib =
                Ebml.element(0x6D80, Ebml.element(0x6240, Ebml.element(0x5034, Ebml.element(0x4254, new byte[] {0}))));
        byte[] video = Ebml.element(0xE0, Ebml.element(0xB0, new byte[] {1, 0}), Ebml.element(0xBA, new byte[] {1, 0}));
        byte[] track = Ebml.element(
                0xAE,
                Ebml.element(0xD7, new byte[] {1}),
                Ebml.element(0x73C5, new byte[] {1}),
                Ebml.element(0x83, new byte[] {1}),
                codec,
                zlib,
                video,
                Ebml.element(0x63A2, HostileBytes.deflated(200_000_000)));
        byte[] block = Mp4Bytes.join(new byte[] {(byte) 0x81, 0, 0, (byte) 0x80}, HostileBytes.deflated(200_000_000));
        Set<FailureCode> damaged =
                Set.of(FailureCode.SOURCE_DAMAGED, FailureCode.SOURCE_UNDECODABLE, FailureCode.SOURCE_NO_STREAMS);
        add(
                "mkv-packed-headers-and-blocks",
                "mkv",
                Mp4Bytes.join(
                        head,
                        Ebml.element(
                                0x18538067,
                                Ebml.element(0x1654AE6B, track),
                                Ebml.element(
                                        0x1F43B675, Ebml.element(0xE7, new byte[] {0}), Ebml.element(0xA3, block)))),
                damaged);
        byte[] laces = new byte[300];
        Arrays.fill(laces, (byte) 0xff);
        laces[0] = (byte) 0x81;
        laces[1] = laces[2] = 0;
        laces[3] = (byte) 0x86;
        byte[] plain = Ebml.element(
                0xAE,
                Ebml.element(0xD7, new byte[] {1}),
                Ebml.element(0x73C5, new byte[] {1}),
                Ebml.element(0x83, new byte[] {1}),
                codec,
                video);
        add(
                "mkv-lies-about-its-laces",
                "mkv",
                Mp4Bytes.join(
                        head,
                        Ebml.element(
                                0x18538067,
                                Ebml.element(0x1654AE6B, plain),
                                Ebml.element(
                                        0x1F43B675, Ebml.element(0xE7, new byte[] {0}), Ebml.element(0xA3, laces)))),
                damaged);
        byte[] nested = {};
        for (int depth = 0; depth < 3000; depth++) {
            nested = Ebml.element(0x67C8, nested);
        }
        add(
                "mkv-tags-3000-deep",
                "mkv",
                Mp4Bytes.join(head, Ebml.element(0x18538067, Ebml.element(0x1254C367, Ebml.element(0x7373, nested)))),
                damaged);
        add(
                "mkv-of-unknown-size",
                "mkv",
                Mp4Bytes.join(head, HEX.parseHex("1853806701ffffffffffffff1f43b67501ffffffffffffffa301fffffffffffffe")),
                damaged);
    }

    /// Few pictures that want to be shown for hours.
    private void clocks() throws Exception {
        Machine.ffmpeg(
                folder,
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:r=25:d=0.4",
                "-vf",
                "setpts=N*36000/TB",
                "-fps_mode",
                "passthrough",
                "-c:v",
                "libx264",
                "hours.mkv");
        mayWork(
                "mkv-10-hours-between-pictures",
                "mkv",
                Files.readAllBytes(folder.resolve("hours.mkv")),
                FailureCode.SOURCE_CLOCK_JUMPS,
                FailureCode.SOURCE_TOO_LARGE);
        Machine.ffmpeg(
                folder,
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:r=25:d=0.4",
                "-vf",
                "setpts=N*N*N*400/TB",
                "-fps_mode",
                "passthrough",
                "-c:v",
                "libx264",
                "-muxdelay",
                "0",
                "jumps.ts");
        mayWork(
                "ts-clock-that-runs-away",
                "ts",
                Files.readAllBytes(folder.resolve("jumps.ts")),
                FailureCode.SOURCE_CLOCK_JUMPS,
                FailureCode.SOURCE_TOO_LARGE,
                FailureCode.SOURCE_UNDECODABLE);
    }

    private void sizes() throws Exception {
        add("nothing", "mp4", new byte[0], FailureCode.SOURCE_EMPTY);
        add("one-byte", "mp4", new byte[1], FailureCode.SOURCE_NOT_MEDIA);
        byte[] film = film("mp4");
        mayWork("cut-in-the-middle", "mp4", Arrays.copyOf(film, film.length / 2), FailureCode.SOURCE_TRUNCATED);
        Path sparse = add(
                "a-terabyte-of-nothing",
                "mp4",
                Mp4Bytes.join(ftyp(), HEX.parseHex("000000016d6461740000010000000000")),
                FailureCode.SOURCE_TRUNCATED);
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        Path zeros = add("a-terabyte-of-zeros", "ts", new byte[10], FailureCode.SOURCE_NOT_MEDIA);
        try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        add(
                "wav-65535-channels",
                "wav",
                HEX.parseHex("52494646ffffffff57415645666d74201000000001ffffffffffffffffffffff"
                        + "ffff100064617461ffffffff0000000000000000"),
                FailureCode.SOURCE_UNDECODABLE,
                FailureCode.SOURCE_DAMAGED,
                FailureCode.SOURCE_CODEC_UNKNOWN,
                FailureCode.SOURCE_NO_STREAMS);
        add(
                "ogg-without-end",
                "ogg",
                HEX.parseHex("4f6767530002" + "00".repeat(20) + "ff" + "ff".repeat(255)),
                FailureCode.SOURCE_DAMAGED,
                FailureCode.SOURCE_NO_STREAMS,
                FailureCode.SOURCE_TRUNCATED);
    }

    private static final HexFormat HEX = HexFormat.of();

    private static String hls(String url) {
        return "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-TARGETDURATION:10\n#EXTINF:10.0,\n" + url
                + "\n#EXT-X-ENDLIST\n";
    }

    private void playlist(String name, String suffix, String text, FailureCode... codes) throws IOException {
        add(
                name,
                suffix,
                text.getBytes(UTF_8),
                codes.length == 0 ? Set.of(FailureCode.SOURCE_FORMAT_REFUSED) : Set.of(codes));
    }

    private Path add(String name, String suffix, byte[] content, FailureCode... codes) throws IOException {
        return add(name, suffix, content, Set.of(codes));
    }

    private Path add(String name, String suffix, byte[] content, Set<FailureCode> codes) throws IOException {
        Path file = Files.write(folder.resolve("attack-" + name + "." + suffix), content);
        all.add(new Attack(name, file, codes, false));
        return file;
    }

    private void mayWork(String name, String suffix, byte[] content, FailureCode... codes) throws IOException {
        mayWork(name, suffix, content, Set.of(codes));
    }

    private void mayWork(String name, String suffix, byte[] content, Set<FailureCode> codes) throws IOException {
        Path file = Files.write(folder.resolve("attack-" + name + "." + suffix), content);
        all.add(new Attack(name, file, codes, true));
    }

    /// A film of a second, its index behind its data.
    private byte[] film(String suffix) throws Exception {
        Path file = folder.resolve("film." + suffix);
        if (!Files.exists(file)) {
            Machine.ffmpeg(
                    folder,
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=s=128x72:r=25:d=1",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=d=1",
                    "-c:v",
                    "libx264",
                    "-preset",
                    "ultrafast",
                    "-bf",
                    "2",
                    "-c:a",
                    "aac",
                    file.getFileName().toString());
        }
        return Files.readAllBytes(file);
    }

    private static byte[] ftyp() {
        return Mp4Bytes.box("ftyp", "isom\0\0\2\0isomiso2avc1mp41".getBytes(ISO_8859_1));
    }

    private static byte[] wrapped(String type, byte[] content) {
        byte[] all = new byte[content.length + 8];
        System.arraycopy(Mp4Bytes.number(all.length), 0, all, 0, 4);
        System.arraycopy(type.getBytes(ISO_8859_1), 0, all, 4, 4);
        System.arraycopy(content, 0, all, 8, content.length);
        return all;
    }

    /// The first sample entry at that width and height (ISO/IEC 14496-12, 12.1.3).
    private static byte[] sized(byte[] descriptions, int size) {
        byte[] sized = descriptions.clone();
        int width = 8 + 8 + 24;
        for (int at = width; at < width + 4; at += 2) {
            sized[at] = (byte) (size >> 8);
            sized[at + 1] = (byte) size;
        }
        return sized;
    }
}
