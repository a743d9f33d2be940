package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that begin while their sources are being uploaded to a server on one machine.
class EarlyStartIT {
    private static final int SECONDS = 60;
    private static final int RATE = 24;

    @TempDir
    Path temporary;

    @Test
    void a_film_is_encoded_while_it_is_uploaded_and_comes_out_as_if_it_had_been_there() throws Exception {
        Path film = fastStarting(temporary.resolve("film.mp4"));
        assertThat(Program.in(temporary)
                        .run("transcode", "film.mp4", "--profile=test", "--quiet", "--output=whole")
                        .code())
                .isZero();

        try (ServedFolder folder = new ServedFolder(temporary);
                ServedFolder.Serving server = folder.serve();
                Upload upload = new Upload(server.uri(), film)) {
            String job = upload.submit();
            while (!upload.chunkIsDone(job)) {
                upload.sendNextOfAllButTheLast();
                ServedFolder.eventually("something is done", () -> upload.version(job) > upload.seen);
            }
            assertThat(upload.job(job).at("/uploading/arrived_bytes").longValue())
                    .isBetween(1L, Files.size(film) - 1);
            upload.sendTheRest();
            upload.complete();
            ServedFolder.eventually(
                    "the job is over",
                    () -> !upload.job(job).get("status").textValue().equals("processing"));

            assertThat(upload.job(job).get("status").textValue()).isEqualTo("completed");
            for (String rendition : List.of("180p", "90p")) {
                assertThat(framesOf(folder, rendition))
                        .hasSizeGreaterThanOrEqualTo(SECONDS * RATE)
                        .isEqualTo(Ffmpeg.frames(temporary.resolve("whole/" + rendition + ".mp4")));
            }
        }
    }

    @Test
    void an_upload_that_is_canceled_in_the_middle_fails_its_job_and_leaves_nothing() throws Exception {
        Path film = fastStarting(temporary.resolve("film.mp4"));
        try (ServedFolder folder = new ServedFolder(temporary);
                ServedFolder.Serving server = folder.serve();
                Upload upload = new Upload(server.uri(), film)) {
            String job = upload.submit();
            while (!upload.chunkIsDone(job)) {
                upload.sendNextOfAllButTheLast();
                ServedFolder.eventually("something is done", () -> upload.version(job) > upload.seen);
            }

            upload.cancel();

            assertThat(upload.job(job).get("status").textValue()).isEqualTo("failed");
            assertThat(upload.job(job).at("/error/code").textValue()).isEqualTo("upload_canceled");
            assertThat(folder.keys()).noneMatch(key -> key.startsWith(".millrace/parts") || key.contains("uploads/"));
        }
    }

    /// Of 8 Mb/s, with its index in front, and so large that it is worth more than one chunk.
    private static Path fastStarting(Path clip) throws Exception {
        return Ffmpeg.make(
                clip,
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1920x1080:rate=" + RATE + ":duration=" + SECONDS,
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=" + SECONDS,
                "-pix_fmt",
                "yuv420p",
                "-preset",
                "ultrafast",
                "-x264-params",
                "nal-hrd=cbr",
                "-b:v",
                "8M",
                "-minrate",
                "8M",
                "-maxrate",
                "8M",
                "-bufsize",
                "8M",
                "-g",
                Integer.toString(RATE),
                "-movflags",
                "+faststart",
                "-f",
                "mp4");
    }

    private static List<String> framesOf(ServedFolder folder, String rendition) throws Exception {
        String file = folder.keys().stream()
                .filter(key -> key.endsWith(rendition + ".mp4"))
                .findFirst()
                .orElseThrow();
        return Ffmpeg.frames(folder.media().resolve(file));
    }

    /// A program that knows the server by its address alone, and sends one part after the other.
    private static final class Upload implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final URI server;
        private final InputStream bytes;
        private final JsonNode opened;
        private int sent;
        private long seen;

        Upload(URI server, Path film) throws Exception {
            this.server = server;
            this.bytes = Files.newInputStream(film);
            this.opened = post(
                    "/uploads",
                    "{\"filename\": \"film.mp4\", \"size\": %d, \"start_while_uploading\": true}"
                            .formatted(Files.size(film)));
            assertThat(opened.get("part_count").intValue()).isGreaterThan(4);
        }

        String submit() throws Exception {
            JsonNode job = post(
                    "/jobs",
                    "{\"upload_id\": \"%s\", \"start_while_uploading\": true, \"profile\": \"test\"}".formatted(id()));
            return job.get("id").textValue();
        }

        void sendNextOfAllButTheLast() throws Exception {
            if (sent < opened.get("part_count").intValue() - 1) {
                sendNext();
            }
        }

        void sendTheRest() throws Exception {
            while (sent < opened.get("part_count").intValue()) {
                sendNext();
            }
        }

        private void sendNext() throws Exception {
            byte[] part = bytes.readNBytes(opened.get("part_size").intValue());
            send(HttpRequest.newBuilder(
                            server.resolve(opened.at("/parts/" + sent + "/url").textValue()))
                    .PUT(BodyPublishers.ofByteArray(part)));
            sent++;
        }

        void complete() throws Exception {
            post("/uploads/" + id() + "/complete", "");
        }

        void cancel() throws Exception {
            send(HttpRequest.newBuilder(server.resolve("/uploads/" + id())).DELETE());
        }

        JsonNode job(String job) throws Exception {
            return get("/jobs/" + job);
        }

        long version(String job) throws Exception {
            return job(job).get("version").longValue();
        }

        /// Remembers which version of the job it looked at.
        boolean chunkIsDone(String job) throws Exception {
            seen = version(job);
            return StreamSupport.stream(
                            get("/jobs/" + job + "/tasks").get("tasks").spliterator(), false)
                    .anyMatch(task -> task.get("kind").textValue().equals("encode_chunk")
                            && task.get("state").textValue().equals("done"));
        }

        private String id() {
            return opened.get("upload_id").textValue();
        }

        private JsonNode get(String path) throws Exception {
            return json(send(HttpRequest.newBuilder(server.resolve(path))));
        }

        private JsonNode post(String path, String body) throws Exception {
            return json(send(HttpRequest.newBuilder(server.resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))));
        }

        private String send(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body();
        }

        private static JsonNode json(String text) throws Exception {
            return new ObjectMapper().readTree(text);
        }

        @Override
        public void close() throws IOException {
            http.close();
            bytes.close();
        }
    }
}
