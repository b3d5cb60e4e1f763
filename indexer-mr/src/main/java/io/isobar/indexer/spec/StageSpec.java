package io.isobar.indexer.spec;

import io.isobar.segment.time.Granularity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One stage of a pipeline; its name may be an input of later ones. */
public sealed interface StageSpec {
    /** Of all sources and stages only this one has it. */
    String name();

    /** The sources or earlier stages whose rows it reads, in the order in which the spec names them. */
    List<String> inputs();

    /** Renames fields, fills in defaults, computes columns, keeps the rows that pass the filter, drops fields. */
    record Transform(String name, String input, TransformSpec transform) implements StageSpec {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /**
     * Adds fields of a small table that each task holds in memory.
     *
     * @param table the source or stage whose rows are held
     * @param maxBytes the most that the table's files, and its rows in memory, may have
     */
    record Lookup(String name, String input, String table, Match match, long maxBytes) implements StageSpec {
        /** The bound of a table for which the spec names none. */
        public static final long DEFAULT_MAX_BYTES = 64L << 20;

        @Override
        public List<String> inputs() {
            return List.of(input, table);
        }
    }

    /** Brings the rows of two inputs together that have equal keys, and whose times lie in the window if there is one. */
    record Join(String name, String left, String right, Match match, Optional<Window> window) implements StageSpec {
        @Override
        public List<String> inputs() {
            return List.of(left, right);
        }
    }

    /** All rows of all inputs. */
    record Union(String name, List<String> inputs) implements StageSpec {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * One row of each key.
     *
     * @param by the fields of the key
     * @param order the field whose lowest or highest value decides; without it the bytes of the rows do
     * @param last the row with the highest value stays, otherwise the one with the lowest
     */
    record Dedup(String name, String input, List<String> by, Optional<String> order, boolean last)
            implements StageSpec {
        public Dedup {
            by = List.copyOf(by);
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /**
     * One row for each key and window of time, with aggregates of its rows.
     *
     * @param by the fields of the key
     * @param window what the time of rows is cut into; without it a key has one row
     */
    record Group(
            String name,
            String input,
            List<String> by,
            Optional<Granularity> window,
            List<AggregationSpec> aggregations)
            implements StageSpec {
        public Group {
            by = List.copyOf(by);
            aggregations = List.copyOf(aggregations);
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /** Which rows a join keeps. */
    enum How {
        /** Pairs only. */
        INNER,
        /** Pairs, and the rows of the left that are in none. */
        LEFT,
        /** Pairs, and the rows of either side that are in none. */
        FULL
    }

    /**
     * When rows of two sides make a pair, and what the left gets of it.
     *
     * @param take fields of the right and the names that they get; empty means all of them, each with {@code prefix}
     */
    record Match(List<Key> on, How how, Map<String, String> take, String prefix) {
        public Match {
            on = List.copyOf(on);
            take = Collections.unmodifiableMap(new LinkedHashMap<>(take));
        }
    }

    /** A field of the left and the field of the right that must equal it. */
    record Key(String left, String right) {}

    /** How far the time of the right row may be before and after the time of the left one, both ends included. */
    record Window(long beforeMillis, long afterMillis) {
        public Window {
            if (beforeMillis < 0 || afterMillis < 0) {
                throw new IllegalArgumentException("A window reaches from the row's time backwards and forwards");
            }
        }
    }

    /** What the field {@code type} of the stage says. */
    default String type() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
