package dev.millrace.adapter.rest;

import dev.millrace.application.client.NewJob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a request asked for, in a few characters.
final class Fingerprint {
    private Fingerprint() {}

    static String of(NewJob wanted) {
        String content = wanted.input() + "\n" + wanted.profile() + "\n" + wanted.priority();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
