package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.ScanPartial.ScanColumn;
import io.isobar.query.ScanQuery.TimeOrder;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.RowCursor;
import io.isobar.query.values.NumberValues;
import io.isobar.query.values.Values;
import io.isobar.query.wire.WireReader;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Rows as they are stored. Of each segment only as many are read as limit and offset allow, and no more than {@value
 * #MAX_CELLS} values: whoever wants more asks for less time at once.
 */
final class ScanAnswering extends Answering<ScanPartial> {
    static final int MAX_CELLS = 1 << 25;

    private final ScanQuery query;

    ScanAnswering(ScanQuery query) {
        super(query, ScanPartial.class);
        this.query = query;
    }

    @Override
    ScanPartial run(SegmentId id, Segment segment, Deadline deadline) {
        if (query.order() != TimeOrder.NONE && !segment.metadata().sortedByTime()) {
            throw new QueryException(
                    QueryException.Category.UNSUPPORTED,
                    "Segment [%s] isn't sorted by time, an ordered scan of it is not supported yet".formatted(id));
        }
        BatchColumns columns = columns(segment);
        List<String> names = query.columns().isEmpty() ? segment.columnNames() : query.columns();
        Rows rows = select(cursor(columns, deadline), names.size());
        ScanReader reader = new ScanReader(columns, rows.ids, rows.size);
        List<ScanColumn> stored = names.stream().map(reader::read).toList();
        if (query.order() != TimeOrder.DESCENDING) {
            return new ScanPartial(id, rows.size, stored);
        }
        int[] reversed = new int[rows.size];
        Arrays.setAll(reversed, i -> reversed.length - 1 - i);
        return new ScanPartial(
                id,
                rows.size,
                stored.stream()
                        .map(column -> new ScanColumn(
                                column.name(), column.type(), column.values().pick(reversed, reversed.length)))
                        .toList());
    }

    /** The first rows that can matter, or for a descending scan the last ones. */
    private Rows select(RowCursor cursor, int width) {
        long most = query.rowsPerSegment();
        boolean fromEnd = query.order() == TimeOrder.DESCENDING;
        Rows rows = new Rows();
        for (RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
            rows.add(batch, fromEnd ? Long.MAX_VALUE : most);
            if (!fromEnd && rows.size >= most) {
                break;
            }
        }
        if (rows.size > most) {
            rows.keepLast((int) most);
        }
        if ((long) rows.size * width > MAX_CELLS) {
            throw QueryException.capacityExceeded(
                    "The scan finds [%d] rows of [%d] columns in one segment, more than [%d] values: add a limit or a filter"
                            .formatted(rows.size, width, MAX_CELLS));
        }
        return rows;
    }

    /** A growing list of rows. */
    private static final class Rows {
        private int[] ids = new int[RowBatch.SIZE];
        private int size;

        void add(RowBatch batch, long most) {
            int count = (int) Math.min(batch.size(), most - size);
            if (size + count > ids.length) {
                ids = Arrays.copyOf(ids, 2 * ids.length);
            }
            System.arraycopy(batch.rows(), 0, ids, size, count);
            size += count;
        }

        void keepLast(int count) {
            System.arraycopy(ids, size - count, ids, 0, count);
            size = count;
        }
    }

    @Override
    void finish(Iterable<ScanPartial> partials, JsonGenerator json) throws IOException {
        ScanWriter out = new ScanWriter(query, new AnswerWriter(json, ZoneOffset.UTC, query.settings()));
        json.writeStartArray();
        if (query.order() == TimeOrder.NONE) {
            for (ScanPartial partial : partials) {
                for (int row = 0; row < partial.rows() && !out.isFull(); row++) {
                    out.row(partial, row, partial.segment());
                }
                out.endBatch();
                if (out.isFull()) {
                    break;
                }
            }
        } else {
            mergeByTime(list(partials), out);
        }
        out.endBatch();
        json.writeEndArray();
    }

    /** Rows of equal times come in the order of their segments, or for a descending scan the other way round. */
    private void mergeByTime(List<ScanPartial> partials, ScanWriter out) throws IOException {
        boolean descending = query.order() == TimeOrder.DESCENDING;
        PriorityQueue<Head> heads = new PriorityQueue<>((a, b) -> {
            int order = Long.compare(a.time(), b.time());
            int ascending = order != 0 ? order : Integer.compare(a.segment, b.segment);
            return descending ? -ascending : ascending;
        });
        for (int i = 0; i < partials.size(); i++) {
            if (partials.get(i).rows() > 0) {
                heads.add(new Head(partials.get(i), i));
            }
        }
        while (!heads.isEmpty() && !out.isFull()) {
            Head head = heads.remove();
            out.row(head.partial, head.row, null);
            if (++head.row < head.partial.rows()) {
                heads.add(head);
            }
        }
    }

    /** The next row of one segment. */
    private static final class Head {
        private final ScanPartial partial;
        private final int segment;
        private final long[] times;
        private int row;

        Head(ScanPartial partial, int segment) {
            this.partial = partial;
            this.segment = segment;
            Values values = partial.values(Segment.TIME);
            if (!(values instanceof NumberValues numbers)) {
                throw new IllegalArgumentException(
                        "Partial result of segment [%s] has times of [%s]".formatted(partial.segment(), values.type()));
            }
            this.times = numbers.bits();
        }

        long time() {
            return times[row];
        }
    }

    @Override
    ScanPartial read(SegmentId id, WireReader in) throws IOException {
        return ScanPartial.read(id, in);
    }
}
