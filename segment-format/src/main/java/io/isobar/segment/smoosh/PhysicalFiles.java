package io.isobar.segment.smoosh;

import java.io.Closeable;
import java.io.IOException;

/** The files that a segment's directory has, wherever they lie. Safe for many threads. */
public interface PhysicalFiles extends Closeable {
    /** Whether there is a file of that name. */
    boolean has(String name);

    /**
     * The file's bytes, which stay readable for as long as something refers to them.
     *
     * @throws io.isobar.segment.CorruptSegmentException if there is no such file, or it has more than 2^31 - 1 bytes
     */
    Region map(String name) throws IOException;

    /** How many bytes a file has, which must be there. */
    default int size(String name) throws IOException {
        return map(name).size();
    }

    /** A part of a file, which lies inside of it; what is far away need not fetch more than that. */
    default Region part(String name, int start, int length) throws IOException {
        return map(name).slice(start, length, name);
    }

    /** Where they lie, for complaints. */
    String location();

    /** Says that nothing more will be asked for. What was given stays readable. */
    @Override
    default void close() throws IOException {}
}
