package io.isobar.catalog.store;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layout of names that all stores have in common. */
public final class SegmentPaths {
    /** The directory of segments beneath a store's URI. */
    public static final String DIRECTORY = "segments";

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2})/(([0-9a-f]{2})[0-9a-f]{62})\\.zip");

    private SegmentPaths() {}

    /** {@code <2 hex>/<sha256>.zip}. */
    public static String of(String sha256) {
        String path = sha256.length() < 2 ? sha256 : sha256.substring(0, 2) + "/" + sha256 + ".zip";
        require(path);
        return path;
    }

    /** The digest in the path's name. Refuses whatever isn't a path, so no request can climb out of a store. */
    public static String sha256(String path) {
        return require(path).group(2);
    }

    /** Whether the text is a path. */
    public static boolean isPath(String text) {
        Matcher match = FORM.matcher(text);
        return match.matches() && match.group(1).equals(match.group(3));
    }

    /** The file's own URI beneath that of a store. */
    public static URI under(URI store, String path) {
        require(path);
        String base = store.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + DIRECTORY + "/" + path);
    }

    private static Matcher require(String path) {
        Matcher match = FORM.matcher(path);
        if (!match.matches() || !match.group(1).equals(match.group(3))) {
            throw new IllegalArgumentException(
                    "Invalid path [%s] of a segment: must be <2 hex>/<sha256>.zip".formatted(path));
        }
        return match;
    }
}
