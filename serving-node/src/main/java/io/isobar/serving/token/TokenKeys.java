package io.isobar.serving.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that tokens are signed with: a file of lines {@code <kid>:<base64>}, shared by the routers and brokers of
 * all data centers.
 *
 * <p>The first key signs, all of them verify. To change keys without refusing a token in use: append the new key
 * everywhere, then move it to the first line everywhere, then remove the old one. Empty lines and lines that begin
 * with {@code #} are skipped.
 */
public final class TokenKeys {
    /** What HMAC-SHA256 takes as a strong key; a shorter one is refused. */
    static final int MIN_KEY_BYTES = 16;

    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private final String signingKid;
    private final Map<String, SecretKeySpec> keys;

    private TokenKeys(String signingKid, Map<String, SecretKeySpec> keys) {
        this.signingKid = signingKid;
        this.keys = Map.copyOf(keys);
    }

    /** Reads the keys of {@code file}. */
    public static TokenKeys load(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    }

    static TokenKeys parse(String text, String source) {
        LinkedHashMap<String, SecretKeySpec> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 0 || !KID.matcher(line.substring(0, colon)).matches()) {
                throw refused(source, number, "expected <kid>:<base64>, with a kid of 1 to 32 of A-Z a-z 0-9 _ -");
            }
            if (keys.put(line.substring(0, colon), key(line.substring(colon + 1), source, number)) != null) {
                throw refused(source, number, "its kid stands on an earlier line too; give each key its own");
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "Key file [%s] holds no key: write one line <kid>:<base64 of 32 random bytes>".formatted(source));
        }
        return new TokenKeys(keys.keySet().iterator().next(), keys);
    }

    private static SecretKeySpec key(String base64, String source, int number) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw refused(source, number, "what follows the kid is not base64");
        }
        if (secret.length < MIN_KEY_BYTES) {
            throw refused(source, number, "the key is shorter than [%d] bytes".formatted(MIN_KEY_BYTES));
        }
        return new SecretKeySpec(secret, TokenCodec.ALGORITHM);
    }

    private static IllegalArgumentException refused(String source, int number, String why) {
        // The line itself may hold a key: it isn't repeated.
        return new IllegalArgumentException("Line [%d] of key file [%s]: %s".formatted(number, source, why));
    }

    String signingKid() {
        return signingKid;
    }

    Optional<SecretKeySpec> key(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }
}
