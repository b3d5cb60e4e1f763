package io.isobar.replicator.transfer;

import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sources that a steward pulls from, best first: in the configured order, but one that failed lately stands behind
 * those that did not, and one that gave wrong bytes for a segment isn't asked for that segment again.
 */
public final class SourceBoard implements AutoCloseable {
    private final Map<URI, Source> sources = new LinkedHashMap<>();

    /** Knows the sources; none is opened before it is needed. */
    public SourceBoard(List<URI> uris) {
        uris.forEach(uri -> sources.put(uri, new Source(uri)));
    }

    /** The sources to ask for {@code path}, best first. */
    synchronized List<Source> bestFirst(String path) {
        return sources.values().stream()
                .filter(source -> !source.corrupt.contains(path))
                .sorted(Comparator.comparingInt(source -> source.failures))
                .toList();
    }

    /** Every configured source, for messages. */
    List<URI> uris() {
        return List.copyOf(sources.keySet());
    }

    synchronized void gave(Source source) {
        source.failures = 0;
    }

    synchronized void failed(Source source, String path, Failure.Kind kind) {
        if (kind == Failure.Kind.SOURCE_CORRUPT) {
            source.corrupt.add(path);
        } else if (kind == Failure.Kind.SOURCE_UNREACHABLE) {
            source.failures++;
        }
    }

    /** Wrong bytes may have been mended: after a round in which no source had the right ones, all are asked again. */
    synchronized void forgive(String path) {
        sources.values().forEach(source -> source.corrupt.remove(path));
    }

    @Override
    public synchronized void close() {
        sources.values().forEach(Source::close);
    }

    /** One source, opened when first asked. */
    static final class Source {
        private final URI uri;
        private final Set<String> corrupt = new HashSet<>();
        private int failures;
        private Optional<SegmentStore> store = Optional.empty();

        private Source(URI uri) {
            this.uri = uri;
        }

        URI uri() {
            return uri;
        }

        synchronized SegmentStore store() throws IOException {
            if (store.isEmpty()) {
                store = Optional.of(SegmentStores.open(uri));
            }
            return store.get();
        }

        private synchronized void close() {
            if (store.isPresent()) {
                try {
                    store.get().close();
                } catch (IOException ignored) {
                    // Read only: nothing can be lost.
                    return;
                }
            }
        }
    }
}
