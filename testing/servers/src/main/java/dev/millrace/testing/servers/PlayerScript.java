package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;

/// Players for the web, as scripts for a page of a test.
public final class PlayerScript {
    private static final String HLS_JS = "/META-INF/resources/webjars/hls.js/1.4.12/dist/hls.min.js";

    /// No library repository has it, so it comes as its makers publish it.
    private static final NpmFile DASH_JS = new NpmFile(
            "dashjs",
            "5.2.1",
            "axcJmLeJCTJMLUfQRErUJB1KOiU5iHF+DMLBc3FKeox1HPYtGUQlC6Xm5Mm6vhBUR3CHHLIPOqw0JDIqMtP+Dw==",
            "package/dist/modern/umd/dash.all.min.js");

    private PlayerScript() {}

    /// hls.js, from the class path. It defines `Hls`.
    public static byte[] hlsJs() {
        URL script = PlayerScript.class.getResource(HLS_JS);
        if (script == null) {
            throw new IllegalStateException("The class path holds no " + HLS_JS + ".");
        }
        try (InputStream bytes = script.openStream()) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// dash.js, fetched once by npm. It defines `dashjs`. Empty when npm is missing or can't fetch it.
    public static Optional<byte[]> dashJs() {
        return DASH_JS.read();
    }
}
