package io.isobar.segment;

/** What the rows of a column hold. */
public enum ValueType {
    /** Integers of 64 bits. */
    LONG,
    /** Floating-point numbers of 32 bits. */
    FLOAT,
    /** Floating-point numbers of 64 bits. */
    DOUBLE,
    /** Texts, of which a row may have several. */
    STRING,
    /** What a type name tells: opaque bytes per row, such as a sketch; or arrays, or JSON. */
    COMPLEX
}
