package io.isobar.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Passwords and keys of one run, each in a file that its owner alone can read from the moment it exists. */
final class SecretFiles {
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** Writes a new password. */
    Path password(Path file) throws IOException {
        return write(file, text(Base64.getUrlEncoder().withoutPadding()));
    }

    /** Writes a key file for tokens: one line {@code <kid>:<base64>}. */
    Path tokenKey(Path file) throws IOException {
        return write(file, "k1:" + text(Base64.getEncoder()));
    }

    /** Gives somebody else a secret of theirs to read. */
    Path copy(Path secret, Path file) throws IOException {
        return write(file, Files.readString(secret, StandardCharsets.UTF_8).strip());
    }

    private String text(Base64.Encoder encoder) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return encoder.encodeToString(bytes);
    }

    private static Path write(Path file, String secret) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }
}
