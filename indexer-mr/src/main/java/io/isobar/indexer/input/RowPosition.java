package io.isobar.indexer.input;

/** Names a row to a person: {@code line [17] of file [x.csv]}. */
@FunctionalInterface
public interface RowPosition {
    /** Called only for a bad row, so that it may be costly to find out. */
    Place place();

    /**
     * Where a row stands.
     *
     * @param unit what is counted: line or row
     * @param number from 1
     */
    record Place(String file, String unit, long number) {
        @Override
        public String toString() {
            return "%s [%d] of file [%s]".formatted(unit, number, file);
        }
    }

    static RowPosition of(String file, String unit, long number) {
        return () -> new Place(file, unit, number);
    }
}
