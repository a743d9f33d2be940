package dev.millrace.adapter.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// Compresses text whose media type the server itself does not know to be text.
final class Gzip {
    /// Less than this fits into one packet anyway.
    private static final int WORTH_IT = 1000;

    /// `gzip` without `q=0` (RFC 9110, 12.5.3).
    private static final Pattern WANTED =
            Pattern.compile("(?:^|[\\s,])(?:gzip|\\*)\\s*(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))(?=[,;]|$)");

    private Gzip() {}

    /// A response with the text, compressed if the client takes that.
    static MutableHttpResponse<byte[]> where(HttpRequest<?> request, byte[] text) {
        String accepted = String.join(",", request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING));
        boolean wanted = text.length >= WORTH_IT && WANTED.matcher(accepted).find();
        MutableHttpResponse<byte[]> response = HttpResponse.ok(wanted ? compressed(text) : text);
        response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return wanted ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response;
    }

    private static byte[] compressed(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }
}
