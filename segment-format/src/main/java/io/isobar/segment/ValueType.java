package io.isobar.segment;

/** What the rows of a column hold. */
public enum ValueType {
    LONG,
    FLOAT,
    DOUBLE,
    STRING,
    /** Opaque bytes per row whose meaning a type name tells, such as a sketch. */
    COMPLEX
}
