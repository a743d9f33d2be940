package dev.millrace.adapter.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret by which links are signed, in a file that its owner alone may read. Whoever replaces the file takes the
/// permission from every link that was given out.
final class LinkKey {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Set<PosixFilePermission> OWNER_ALONE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final SecretKeySpec key;

    private LinkKey(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /// Reads the file, and makes it first when it is missing.
    ///
    /// @throws IOException when it can't be read or made, may be read by others, or holds something else
    static LinkKey in(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        }
        if (posix(file) && !OWNER_ALONE.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("The key of the links, " + file + ", may be read by others; delete it, and all links"
                    + " that were given out stop working, or allow it to its owner alone (chmod 600).");
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != BYTES) {
            throw new IOException("The key of the links, " + file + ", is damaged; delete it, and a new one is made.");
        }
        return new LinkKey(secret);
    }

    /// HMAC-SHA256 (RFC 2104) of a text in UTF-8, in the alphabet for URLs (RFC 4648, 5) without padding.
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// Whether that is the signature of the text. Takes the same time wherever it differs.
    boolean signed(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    /// Whole or not at all, and never with an open permission.
    private static void make(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
        Files.createDirectories(folder);
        Path fresh = folder.resolve(file.getFileName() + "." + UUID.randomUUID());
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        FileAttribute<?>[] attributes = posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ALONE)}
                : new FileAttribute<?>[0];
        try {
            Files.createFile(fresh, attributes);
            Files.write(fresh, secret, StandardOpenOption.WRITE);
            Durability.SYNCED.syncFile(fresh);
            Files.move(fresh, file);
            Durability.SYNCED.syncFolder(folder);
        } catch (FileAlreadyExistsException e) {
            // Another process was as quick; its key counts.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
