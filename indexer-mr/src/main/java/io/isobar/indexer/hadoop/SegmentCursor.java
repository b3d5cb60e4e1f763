package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.segments.SegmentColumns;
import io.isobar.indexer.segments.SegmentRows;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The rows of several segments, each of which is on the local disk while it is read. */
final class SegmentCursor implements RowCursor {
    private final List<InputSegment> segments;
    private final SegmentColumns columns;
    private final ScratchDirectory scratch;
    private final SegmentFetch fetch;
    private int next;
    private @Nullable Segment open;
    private @Nullable SegmentRows rows;

    SegmentCursor(List<InputSegment> segments, SegmentColumns columns, Configuration conf) throws IOException {
        this.segments = List.copyOf(segments);
        this.columns = columns;
        this.scratch = new ScratchDirectory(Files.createDirectories(StageConf.scratch(conf)));
        this.fetch = new SegmentFetch(conf, scratch);
    }

    @Override
    public boolean advance() throws IOException {
        while (true) {
            try {
                if (rows != null && rows.advance()) {
                    return true;
                }
                closeSegment();
                if (next == segments.size()) {
                    return false;
                }
                InputSegment segment = segments.get(next++);
                Segment opened = fetch.fetch(segment);
                open = opened;
                rows = columns.rows(opened, segment);
            } catch (IOException e) {
                throw named(e);
            } catch (UncheckedIOException e) {
                throw named(Objects.requireNonNull(e.getCause()));
            }
        }
    }

    /** The files that readers complain about are those of a task, which are gone before anybody can look at them. */
    private IOException named(IOException e) {
        InputSegment segment = segments.get(Math.max(0, next - 1));
        String message = String.valueOf(e.getMessage());
        return message.contains(segment.id().toString())
                ? e
                : new IOException(
                        "Segment [%s] in [%s] can't be read: %s".formatted(segment.id(), segment.location(), message),
                        e);
    }

    @Override
    public Row row() {
        return Objects.requireNonNull(rows).row();
    }

    @Override
    public RowPosition position() {
        return RowPosition.of(
                segments.get(next - 1).id().toString(),
                "row",
                Objects.requireNonNull(rows).number());
    }

    @Override
    public float progress() {
        float here = rows == null ? 0 : rows.progress() - 1;
        return segments.isEmpty() ? 1 : (next + here) / segments.size();
    }

    private void closeSegment() {
        rows = null;
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeSegment();
        scratch.close();
    }
}
