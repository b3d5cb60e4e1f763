package io.isobar.indexer.hadoop;

import io.isobar.catalog.store.DigestingOutputStream;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.segment.Segment;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** Brings the zip of a segment to the local disk, and opens it. What it was published with must be what arrives. */
final class SegmentFetch {
    private static final int BUFFER = 1 << 16;

    private final Configuration conf;
    private final ScratchDirectory scratch;

    SegmentFetch(Configuration conf, ScratchDirectory scratch) {
        this.conf = conf;
        this.scratch = scratch;
    }

    /** The segment, to be closed by the caller before the next one is fetched; its files take room until then. */
    Segment fetch(InputSegment segment) throws IOException {
        Path zip = scratch.fresh("input.zip");
        Path unpacked = scratch.fresh("input");
        String found = copy(segment, zip);
        if (segment.sha256().isPresent() && !segment.sha256().get().equals(found)) {
            throw damaged(segment, "its bytes have the SHA-256 [" + found + "]", null);
        }
        try {
            return Segment.open(zip, Files.createDirectories(unpacked));
        } catch (IOException e) {
            throw damaged(segment, String.valueOf(e.getMessage()), e);
        }
    }

    private String copy(InputSegment segment, Path to) throws IOException {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(segment.location());
        FileSystem fileSystem = NamedFileSystem.of(from, conf, "Segment [%s] in".formatted(segment.id()));
        try (InputStream in = fileSystem.open(from);
                DigestingOutputStream out = new DigestingOutputStream(Files.newOutputStream(to))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            return out.digest().sha256();
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "Segment [%s] is listed, but its file [%s] isn't there: put it back, or leave its interval out"
                            .formatted(segment.id(), segment.location()),
                    e);
        }
    }

    private static IOException damaged(InputSegment segment, String why, @Nullable Exception e) {
        return new IOException(
                "Segment [%s] in [%s] is damaged: %s. Restore the file from another copy"
                        .formatted(segment.id(), segment.location(), why),
                e);
    }
}
