package io.isobar.indexer.pipeline;

import io.isobar.indexer.shuffle.StageKey;
import java.util.Arrays;
import java.util.List;

/** The order of the values of a field, as bytes that sort unsigned: numbers before texts, texts by UTF-16. Not thread-safe. */
final class ValueOrder {
    private final StageKey key = new StageKey();

    byte[] of(Object value) {
        key.group(List.of()).orderBy(value, false);
        return Arrays.copyOf(key.bytes(), key.length());
    }
}
