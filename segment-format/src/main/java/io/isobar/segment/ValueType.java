package io.isobar.segment;

/** What the rows of a column hold. */
public enum ValueType {
    LONG,
    FLOAT,
    DOUBLE,
    STRING,
    /** What a type name tells: opaque bytes per row, such as a sketch; or arrays, or JSON. */
    COMPLEX
}
