package io.isobar.query.batch;

import io.isobar.query.error.QueryException;
import io.isobar.query.expression.BatchExpression;
import io.isobar.query.expression.Expression;
import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a segment, and those that the query computes, as one run of a query reads them. A column is handed out
 * once and shared by all who ask for it; all of them must read with the same {@link RowBatch}.
 */
public final class BatchColumns {
    private final Segment segment;
    private final Map<String, VirtualColumn> virtual = new HashMap<>();
    private final Map<String, NumericVector> numbers = new HashMap<>();
    private final Map<String, IdVector> ids = new HashMap<>();
    private final Map<String, ObjectVector> objects = new HashMap<>();

    /** The columns of a segment with virtual ones, as {@link VirtualColumn#readAll} gives them, in front. */
    public BatchColumns(Segment segment, List<VirtualColumn> virtualColumns) {
        this.segment = segment;
        virtualColumns.forEach(column -> virtual.put(column.name(), column));
    }

    /** How many rows the segment has. */
    public int rows() {
        return segment.rows();
    }

    /** The segment. */
    public Segment segment() {
        return segment;
    }

    /** The computed column of a name, if it is one. */
    public @Nullable VirtualColumn virtual(String name) {
        return virtual.get(name);
    }

    /** The stored column of a name; empty if there is none, if it is null in every row, or if a computed one hides it. */
    public Optional<Column> stored(String name) {
        return virtual.containsKey(name) ? Optional.empty() : segment.column(name);
    }

    /** A column as numbers; texts are parsed, what isn't there is null. */
    public NumericVector numbers(String name) {
        return computeIfAbsent(numbers, name, this::openNumbers);
    }

    /** An expression as numbers. */
    public NumericVector numbers(Expression expression, ValueType type) {
        return batchNumbers(expression, type)
                .orElseGet(() -> new ObjectNumbers(new ExpressionObjects(expression, this), type));
    }

    /** An expression as numbers that are computed for a whole batch; empty if it is none of stored numbers alone. */
    public Optional<NumericVector> batchNumbers(Expression expression, ValueType type) {
        return BatchExpression.compile(expression, this::storedNumbers, RowBatch.SIZE)
                .map(batch -> new ExpressionNumbers(batch, this::numbers, type));
    }

    private @Nullable ValueType storedNumbers(String name) {
        return stored(name)
                .filter(NumericColumn.class::isInstance)
                .map(Column::type)
                .orElse(null);
    }

    /** A string column as ids. */
    public IdVector ids(StringColumn column) {
        return ids.computeIfAbsent(column.name(), name -> new IdVector(column));
    }

    /** A column as objects. */
    public ObjectVector objects(String name) {
        return computeIfAbsent(objects, name, this::openObjects);
    }

    /** An expression as objects. */
    public ObjectVector objects(Expression expression) {
        return new ExpressionObjects(expression, this);
    }

    private NumericVector openNumbers(String name) {
        VirtualColumn computed = virtual.get(name);
        if (computed != null) {
            return batchNumbers(computed.expression(), computed.outputType())
                    .orElseGet(() -> new ObjectNumbers(objects(name), computed.outputType()));
        }
        Column column = segment.column(name).orElse(null);
        if (column == null) {
            return new NullNumbers();
        }
        if (column instanceof NumericColumn stored) {
            return new StoredNumbers(stored);
        }
        if (column instanceof StringColumn texts && !texts.multiValue()) {
            return new ParsedNumbers(texts, ids(texts));
        }
        throw new QueryException(
                QueryException.Category.UNSUPPORTED,
                "Column [%s] holds %s, which can't be read as numbers"
                        .formatted(name, column instanceof StringColumn ? "several texts per row" : what(column)));
    }

    private ObjectVector openObjects(String name) {
        VirtualColumn computed = virtual.get(name);
        if (computed != null) {
            return new ExpressionObjects(computed.expression(), this);
        }
        Column column = segment.column(name).orElse(null);
        if (column == null) {
            return new NullObjects();
        }
        if (column instanceof NumericColumn) {
            return new NumberObjects(numbers(name));
        }
        if (column instanceof StringColumn texts) {
            return new TextObjects(ids(texts));
        }
        throw new QueryException(
                QueryException.Category.UNSUPPORTED,
                "Column [%s] holds %s, which can't be read as values".formatted(name, what(column)));
    }

    /** What complaints call the values of a column that holds neither texts nor numbers. */
    public static String what(Column column) {
        return column instanceof NestedColumn nested ? "values of type [" + nested.typeName() + "]" : "sketches";
    }

    /** Unlike {@code Map.computeIfAbsent} this allows for opening one column while opening another. */
    private static <T> T computeIfAbsent(Map<String, T> map, String name, java.util.function.Function<String, T> open) {
        T known = map.get(name);
        if (known == null) {
            known = open.apply(name);
            map.put(name, known);
        }
        return known;
    }
}
