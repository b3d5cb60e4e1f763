package io.isobar.indexer.partition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of values in ranges: as {@link String#compareTo}, null first; of tuples the first value that differs decides. */
final class TupleOrder {
    private TupleOrder() {}

    static int compare(@Nullable String a, @Nullable String b) {
        if (a == null) {
            return b == null ? 0 : -1;
        }
        return b == null ? 1 : a.compareTo(b);
    }

    static int compare(List<@Nullable String> a, List<@Nullable String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
