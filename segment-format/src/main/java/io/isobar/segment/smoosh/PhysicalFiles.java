package io.isobar.segment.smoosh;

import java.io.IOException;

/** The files that a segment's directory has, wherever they lie. */
public interface PhysicalFiles {
    /** Whether there is a file of that name. */
    boolean has(String name);

    /** The file's bytes, mapped; they stay readable for as long as something refers to them. */
    Region map(String name) throws IOException;

    /** Where they lie, for complaints. */
    String location();
}
