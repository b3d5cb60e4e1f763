package io.isobar.cli.backfill;

import io.isobar.indexer.slice.SpecTemplate;
import io.isobar.segment.Interval;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Names a backfill after what it is asked to do, so that the same command goes on with what it did before. */
final class BackfillId {
    private static final int DIGITS = 12;

    private BackfillId() {}

    /** Equal for an equal spec, range, step and variables. */
    static String of(SpecTemplate template, Interval range, String step, Map<String, String> variables) {
        String what = String.join(
                "\n",
                String.join(",", template.dataSources()),
                range.toString(),
                step,
                new TreeMap<>(variables).toString(),
                template.canonical());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
