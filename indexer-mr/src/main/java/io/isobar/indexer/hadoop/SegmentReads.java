package io.isobar.indexer.hadoop;

import io.isobar.indexer.segments.InputSegment;
import io.isobar.segment.Segment;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/** Brings segments to this process one after the other, to look into them. */
public final class SegmentReads implements Closeable {
    private final ScratchDirectory scratch;
    private final SegmentFetch fetch;

    /** Reads from the file systems of this setup, and logs in if Kerberos is asked for. */
    public SegmentReads(HadoopSetup setup) throws IOException {
        Configuration conf = setup.configuration(Map.of());
        KerberosLogin.from(conf).run();
        this.scratch = new ScratchDirectory(Path.of(System.getProperty("java.io.tmpdir")));
        this.fetch = new SegmentFetch(conf, scratch);
    }

    /**
     * What a look into the segment finds.
     *
     * @throws IOException naming the segment, if it can't be read or isn't what was published
     */
    public <T> T read(InputSegment segment, Function<Segment, T> look) throws IOException {
        try (Segment open = fetch.fetch(segment)) {
            return look.apply(open);
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "Segment [%s] in [%s] can't be read: %s"
                            .formatted(segment.id(), segment.location(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
