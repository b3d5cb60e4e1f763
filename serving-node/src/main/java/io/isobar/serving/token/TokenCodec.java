package io.isobar.serving.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies the text of a {@link ReleaseToken}.
 *
 * <pre>
 *  v1.&lt;kid&gt;.&lt;release&gt;,&lt;release&gt;,….&lt;mac&gt;
 *
 *  kid      which of the {@link TokenKeys} signed: 1 to 32 of A-Z a-z 0-9 _ -
 *  release  {@link SeenRelease#text}, one for each datasource, ascending by its name
 *  mac      HMAC-SHA256 over everything before the last dot, base64url without padding
 * </pre>
 *
 * <p>Nothing that a client sends is an error: what can't be verified counts as no token, since the worst that a lost
 * token does is to let its owner see an older release. {@link #ignored} counts them, for whoever rotates keys.
 *
 * <p>Thread-safe.
 */
public final class TokenCodec {
    /** The header that carries a token, in requests and in answers. */
    public static final String HEADER = "X-Isobar-Token";

    /** The cookie that carries a token; the header wins over it. */
    public static final String COOKIE = "isobar-token";

    static final String ALGORITHM = "HmacSHA256";

    /** Fits beside other headers into the usual limit of 8 KiB. */
    static final int MAX_CHARS = 4096;

    private static final String PREFIX = "v1.";
    private static final int MAC_CHARS = 43;

    private final TokenKeys keys;
    private final LongAdder ignored = new LongAdder();

    public TokenCodec(TokenKeys keys) {
        this.keys = keys;
    }

    /**
     * The signed text of {@code token}.
     *
     * @param answered the datasource of the answer that carries the token: if so many were seen that they don't fit
     *     into one header, the last ones by name are left out, but never this one
     */
    public String sign(ReleaseToken token, String answered) {
        String prefix = PREFIX + keys.signingKid() + '.';
        int room = MAX_CHARS - prefix.length() - 1 - MAC_CHARS;
        room -= token.seen(answered).map(seen -> seen.text().length() + 1).orElse(0);
        List<String> releases = new ArrayList<>();
        for (SeenRelease release : token.all()) {
            String text = release.text();
            if (release.dataSource().equals(answered)) {
                releases.add(text);
            } else if (room >= text.length() + 1) {
                room -= text.length() + 1;
                releases.add(text);
            }
        }
        String signed = prefix + releases.stream().collect(Collectors.joining(","));
        return signed + '.' + mac(keys.key(keys.signingKid()).orElseThrow(), signed);
    }

    /** What {@code text} vouches for; {@link ReleaseToken#NONE} if that is nothing. */
    public ReleaseToken verify(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return ReleaseToken.NONE;
        }
        Optional<ReleaseToken> token = text.length() > MAX_CHARS ? Optional.empty() : authentic(text);
        if (token.isEmpty()) {
            ignored.increment();
        }
        return token.orElse(ReleaseToken.NONE);
    }

    /** How many texts were given to {@link #verify} that no known key had signed. */
    public long ignored() {
        return ignored.sum();
    }

    private Optional<ReleaseToken> authentic(String text) {
        int kidEnd = text.indexOf('.', PREFIX.length());
        int signedEnd = text.lastIndexOf('.');
        if (!text.startsWith(PREFIX) || kidEnd < 0 || signedEnd <= kidEnd) {
            return Optional.empty();
        }
        Optional<SecretKeySpec> key = keys.key(text.substring(PREFIX.length(), kidEnd));
        if (key.isEmpty() || !sameMac(mac(key.get(), text.substring(0, signedEnd)), text.substring(signedEnd + 1))) {
            return Optional.empty();
        }
        return releases(text.substring(kidEnd + 1, signedEnd));
    }

    private static Optional<ReleaseToken> releases(String list) {
        List<SeenRelease> releases = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            Optional<SeenRelease> release = SeenRelease.parse(entry);
            if (release.isEmpty()) {
                return Optional.empty();
            }
            releases.add(release.get());
        }
        return Optional.of(ReleaseToken.of(releases));
    }

    private static boolean sameMac(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.ISO_8859_1), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String mac(SecretKeySpec key, String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM lacks [%s], which every JVM has to have".formatted(ALGORITHM), e);
        }
    }
}
