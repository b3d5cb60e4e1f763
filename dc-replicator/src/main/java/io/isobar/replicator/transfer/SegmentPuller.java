package io.isobar.replicator.transfer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.transfer.SourceBoard.Source;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls one segment into this data center's deep storage from the first source that has the right bytes. */
public final class SegmentPuller {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentPuller.class);

    private final SourceBoard sources;
    private final SegmentStore destination;

    /** Pulls from {@code sources} into {@code destination}. */
    public SegmentPuller(SourceBoard sources, SegmentStore destination) {
        this.sources = sources;
        this.destination = destination;
    }

    /**
     * Has the segment in deep storage when it returns empty.
     *
     * @param arrived is told of bytes as they arrive; bytes of a try that failed are taken back
     */
    public Optional<Failure> pull(ReleaseSegment segment, LongConsumer arrived) {
        List<Source> best = sources.bestFirst(segment.path());
        Failure last = new Failure(
                Failure.Kind.SOURCE_MISSING,
                "no source of %s has the right bytes of segment [%s]".formatted(sources.uris(), segment.path()));
        for (Source source : best) {
            Optional<Failure> failure = pull(segment, source, arrived);
            if (failure.isEmpty()) {
                sources.gave(source);
                return failure;
            }
            last = failure.get();
            LOG.warn("{}", last.words());
            sources.failed(source, segment.path(), last.kind());
            if (!last.kind().anotherSourceMayDo()) {
                return failure;
            }
        }
        sources.forgive(segment.path());
        return Optional.of(last);
    }

    private Optional<Failure> pull(ReleaseSegment segment, Source source, LongConsumer arrived) {
        var counted = new long[1];
        LongConsumer counting = n -> {
            counted[0] += n;
            arrived.accept(n);
        };
        try (var bytes = new SourceStream(open(source), segment.path(), counting)) {
            destination.put(bytes, segment.sha256());
            return Optional.empty();
        } catch (IOException problem) {
            arrived.accept(-counted[0]);
            return Optional.of(Failure.of(
                    problem,
                    segment.path(),
                    source.uri().toString(),
                    destination.uri().toString()));
        }
    }

    private static SegmentStore open(Source source) throws IOException {
        try {
            return source.store();
        } catch (IOException e) {
            throw new SourceFailedException(source.uri().toString(), 0, e);
        }
    }
}
