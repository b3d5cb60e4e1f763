package io.isobar.serving.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release that a client has had an answer from, as headers and tokens spell it: {@code <dataSource>:<seq>:<root8>}.
 *
 * <p>In the text each byte of the datasource outside {@code [A-Za-z0-9_.~-]} is percent-encoded, so that the text fits
 * into a header, a cookie and a list separated by commas, whatever the datasource is called.
 *
 * @param dataSource name of the table
 * @param seq number of the release, from 1
 * @param root8 the first eight hex digits of the root hash of the release
 */
public record SeenRelease(String dataSource, long seq, String root8) implements Comparable<SeenRelease> {
    private static final Pattern TEXT =
            Pattern.compile("((?:[A-Za-z0-9_.~-]|%[0-9A-F]{2}){1,512}):([1-9][0-9]{0,17}):([0-9a-f]{8})");
    private static final Pattern ROOT8 = Pattern.compile("[0-9a-f]{8}");
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-";
    private static final String HEX = "0123456789ABCDEF";

    public SeenRelease {
        if (dataSource.isEmpty()) {
            throw new IllegalArgumentException("A release names a datasource: it is empty");
        }
        if (seq < 1) {
            throw new IllegalArgumentException(
                    "Invalid release [%d] of datasource [%s]: releases count from 1".formatted(seq, dataSource));
        }
        if (!ROOT8.matcher(root8).matches()) {
            throw new IllegalArgumentException(
                    "Invalid root [%s] of release [%d] of datasource [%s]: eight lower-case hex digits are wanted"
                            .formatted(root8, seq, dataSource));
        }
    }

    /** Reads {@link #text}; empty if {@code text} is anything else. */
    public static Optional<SeenRelease> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new SeenRelease(decode(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)));
    }

    /** The spelling in headers and tokens. */
    public String text() {
        return encode(dataSource) + ':' + seq + ':' + root8;
    }

    /** By datasource, then by release. */
    @Override
    public int compareTo(SeenRelease other) {
        int byDataSource = dataSource.compareTo(other.dataSource);
        return byDataSource != 0 ? byDataSource : Long.compare(seq, other.seq);
    }

    private static String encode(String dataSource) {
        StringBuilder text = new StringBuilder(dataSource.length());
        for (byte b : dataSource.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && PLAIN.indexOf(b) >= 0) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return text.toString();
    }

    private static String decode(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
