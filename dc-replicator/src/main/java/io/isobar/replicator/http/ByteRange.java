package io.isobar.replicator.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a resource that a client asks for (RFC 9110, section 14).
 *
 * @param first first byte
 * @param last last byte, inclusive
 */
public record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** How many bytes it holds. */
    public long length() {
        return last - first + 1;
    }

    /** The value of the answer's Content-Range. */
    public String contentRange(long total) {
        return "bytes %d-%d/%d".formatted(first, last, total);
    }

    /** Whether {@code header} is a range that we understand; anything else is answered with the whole, as the RFC allows. */
    public static boolean understood(String header) {
        var matcher = SINGLE.matcher(header);
        return matcher.matches()
                && !(matcher.group(1).isEmpty() && matcher.group(2).isEmpty());
    }

    /** The bytes that {@code header} means in a resource of {@code total} bytes; empty if there are none. */
    public static Optional<ByteRange> of(String header, long total) {
        var matcher = SINGLE.matcher(header);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a single byte range [%s]".formatted(header));
        }
        boolean suffix = matcher.group(1).isEmpty();
        long number = Long.parseLong(suffix ? matcher.group(2) : matcher.group(1));
        long first = suffix ? Math.max(0, total - number) : number;
        long last = suffix || matcher.group(2).isEmpty()
                ? total - 1
                : Math.min(total - 1, Long.parseLong(matcher.group(2)));
        return first <= last ? Optional.of(new ByteRange(first, last)) : Optional.empty();
    }
}
