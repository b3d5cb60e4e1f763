package io.isobar.catalog.store;

import java.io.IOException;
import java.nio.file.Path;

@SuppressWarnings("DoNotCallSuggester")
final class LocalSegmentStore {
    private LocalSegmentStore() {}

    static SegmentStore open(Path directory) throws IOException {
        throw new UnsupportedOperationException();
    }
}
