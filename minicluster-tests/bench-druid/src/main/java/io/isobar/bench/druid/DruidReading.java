package io.isobar.bench.druid;

import io.isobar.bench.Contender;
import java.nio.ByteBuffer;
import org.apache.druid.query.QueryContext;
import org.apache.druid.query.aggregation.VectorAggregator;
import org.apache.druid.query.aggregation.hyperloglog.HyperUniquesAggregatorFactory;
import org.apache.druid.query.dimension.DefaultDimensionSpec;
import org.apache.druid.query.filter.EqualityFilter;
import org.apache.druid.segment.CursorBuildSpec;
import org.apache.druid.segment.CursorFactory;
import org.apache.druid.segment.CursorHolder;
import org.apache.druid.segment.QueryableIndex;
import org.apache.druid.segment.QueryableIndexCursorFactory;
import org.apache.druid.segment.column.ColumnType;
import org.apache.druid.segment.vector.SingleValueDimensionVectorSelector;
import org.apache.druid.segment.vector.VectorCursor;
import org.apache.druid.segment.vector.VectorValueSelector;

/** Reads one column by Druid's vectorised cursor: selectors and nothing above them, where Druid is at its fastest. */
final class DruidReading implements Contender.Reading {
    private final QueryableIndex index;
    private final CursorFactory cursors;
    private final Contender.Task task;
    private final String column;
    private final CursorBuildSpec spec;

    DruidReading(QueryableIndex index, Contender.Task task, String column, String filter) {
        this.index = index;
        this.cursors = new QueryableIndexCursorFactory(index);
        this.task = task;
        this.column = column;
        CursorBuildSpec.CursorBuildSpecBuilder builder =
                CursorBuildSpec.builder().setQueryContext(QueryContext.empty());
        if (!filter.isEmpty()) {
            builder.setFilter(new EqualityFilter(filter, ColumnType.STRING, "y", null));
        }
        this.spec = builder.build();
    }

    @Override
    public double run() {
        try (CursorHolder holder = cursors.makeCursorHolder(spec)) {
            VectorCursor cursor = holder.asVectorCursor();
            return switch (task) {
                case SUM_DOUBLES -> doubles(cursor);
                case SUM_LONGS -> longs(cursor);
                case IDS -> ids(cursor);
                case SKETCHES -> sketches(cursor);
            };
        }
    }

    private double doubles(VectorCursor cursor) {
        VectorValueSelector values = cursor.getColumnSelectorFactory().makeValueSelector(column);
        double sum = 0;
        for (; !cursor.isDone(); cursor.advance()) {
            double[] vector = values.getDoubleVector();
            int size = cursor.getCurrentVectorSize();
            for (int i = 0; i < size; i++) {
                sum += vector[i];
            }
        }
        return sum;
    }

    private double longs(VectorCursor cursor) {
        VectorValueSelector values = cursor.getColumnSelectorFactory().makeValueSelector(column);
        long sum = 0;
        for (; !cursor.isDone(); cursor.advance()) {
            long[] vector = values.getLongVector();
            int size = cursor.getCurrentVectorSize();
            for (int i = 0; i < size; i++) {
                sum += vector[i];
            }
        }
        return sum;
    }

    private double ids(VectorCursor cursor) {
        SingleValueDimensionVectorSelector values =
                cursor.getColumnSelectorFactory().makeSingleValueDimensionSelector(DefaultDimensionSpec.of(column));
        long sum = 0;
        for (; !cursor.isDone(); cursor.advance()) {
            int[] vector = values.getRowVector();
            int size = cursor.getCurrentVectorSize();
            for (int i = 0; i < size; i++) {
                sum += vector[i];
            }
        }
        return sum;
    }

    private double sketches(VectorCursor cursor) {
        HyperUniquesAggregatorFactory factory = new HyperUniquesAggregatorFactory(column, column);
        VectorAggregator sketches = factory.factorizeVector(cursor.getColumnSelectorFactory());
        try {
            ByteBuffer buffer = ByteBuffer.allocate(factory.getMaxIntermediateSize());
            sketches.init(buffer, 0);
            for (; !cursor.isDone(); cursor.advance()) {
                sketches.aggregate(buffer, 0, 0, cursor.getCurrentVectorSize());
            }
            return (Double) factory.finalizeComputation(sketches.get(buffer, 0));
        } finally {
            sketches.close();
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
