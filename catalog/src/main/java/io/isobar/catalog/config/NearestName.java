package io.isobar.catalog.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody probably meant: the least edit distance, up to a third of the length. */
final class NearestName {
    private NearestName() {}

    static Optional<String> to(String typed, Collection<String> known) {
        String nearest = "";
        int least = typed.length() / 3 + 1;
        for (String name : known) {
            int distance = distance(typed, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** Levenshtein's distance, one row of its table at a time. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
