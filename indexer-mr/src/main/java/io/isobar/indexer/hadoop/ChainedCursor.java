package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/** The rows of several parts of files, one part after the other; each is opened when its turn comes. */
final class ChainedCursor implements RowCursor {
    private final List<FileSplit> parts;
    private final Opener opener;
    private final long length;
    private RowCursor current;
    private int at;
    private long behind;

    /** Opens one part. */
    interface Opener {
        RowCursor open(FileSplit part) throws IOException;
    }

    ChainedCursor(List<FileSplit> parts, Opener opener) throws IOException {
        this.parts = parts;
        this.opener = opener;
        this.length = parts.stream().mapToLong(FileSplit::getLength).sum();
        this.current = opener.open(parts.get(0));
    }

    @Override
    public boolean advance() throws IOException {
        while (!current.advance()) {
            if (at + 1 == parts.size()) {
                return false;
            }
            current.close();
            behind += parts.get(at).getLength();
            current = opener.open(parts.get(++at));
        }
        return true;
    }

    @Override
    public Row row() throws BadRowException {
        return current.row();
    }

    @Override
    public RowPosition position() {
        return current.position();
    }

    @Override
    public float progress() throws IOException {
        float here = current.progress() * (float) parts.get(at).getLength();
        return length == 0 ? 1 : ((float) behind + here) / (float) length;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
