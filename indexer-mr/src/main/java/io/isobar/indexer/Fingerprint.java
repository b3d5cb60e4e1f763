package io.isobar.indexer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names an input: the same spec over the same files has the same fingerprint, and so becomes the same batch. */
final class Fingerprint {
    /** Changed when equal input starts to give other segments. */
    private static final String FORMAT = "isobar-index-1";

    private Fingerprint() {}

    static String of(String canonicalSpec, List<String> inputs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, FORMAT);
            add(digest, canonicalSpec);
            inputs.forEach(input -> add(digest, input));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
