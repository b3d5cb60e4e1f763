package io.isobar.indexer.input;

import org.jspecify.annotations.Nullable;

/** A row, or one field of it, that can't be read. The caller knows where it stands and whether it may be passed over. */
public final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;
    private final @Nullable String value;

    /**
     * @param field its name, or empty if the row as a whole is meant
     * @param problem what is wrong, without data of the row
     * @param value what stands there; shown only in the bad-rows file
     */
    public BadRowException(String field, String problem, @Nullable String value) {
        super(problem, null, false, false);
        this.field = field;
        this.problem = problem;
        this.value = value;
    }

    /** What to tell about it. */
    public BadRow at(RowPosition position) {
        return new BadRow(position.place(), field, problem, value);
    }
}
