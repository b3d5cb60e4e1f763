package io.isobar.catalog.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.stream.Stream;

/**
 * Files named by the SHA-256 of their content. What has a name is whole and never changes, so a put of what is there
 * already does nothing, and a late writer can only write the same bytes again. Thread-safe.
 *
 * <p>A path is {@code <2 hex>/<sha256>.zip} everywhere in this interface. Beneath {@link #uri} a store looks like
 *
 * <pre>
 *  segments/&lt;2 hex&gt;/&lt;sha256&gt;.zip   what the store has
 *  _staging/…                        what is being written; nobody reads it
 *  _quarantine/&lt;sha256&gt;.zip.&lt;n&gt;     what turned out to be damaged, with a .why beside it
 * </pre>
 */
public interface SegmentStore extends Closeable {
    /** Whether the store has the whole file. Says nothing about damage since it was put. */
    boolean has(String path) throws IOException;

    /**
     * The file's length in bytes.
     *
     * @throws java.nio.file.NoSuchFileException if the store doesn't have it
     */
    long length(String path) throws IOException;

    /**
     * The file's bytes from {@code offset} on. They are as found: who relies on them hashes them.
     *
     * @throws java.nio.file.NoSuchFileException if the store doesn't have it
     */
    InputStream open(String path, long offset) throws IOException;

    /**
     * Takes in all of {@code bytes}, and gives the file its name once it is whole, hashed and on disk. If the store has
     * that file already, the bytes aren't read.
     *
     * @return the path
     * @throws DigestMismatchException if the bytes don't have that SHA-256; the store is as before
     */
    String put(InputStream bytes, String sha256) throws IOException;

    /** Takes a damaged file out of sight and keeps it for inspection. Does nothing if the store doesn't have it. */
    void quarantine(String path, String why) throws IOException;

    /** The paths of all files, in no order. Close the stream. */
    Stream<String> list() throws IOException;

    /** Where the store is. */
    URI uri();

    /** How many bytes more the store can take. */
    long freeBytes() throws IOException;

    /** Where the file is: an address that Druid's load spec for this kind of store understands. */
    default URI locate(String path) {
        return SegmentPaths.under(uri(), path);
    }
}
