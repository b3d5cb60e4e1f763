package io.isobar.catalog.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A peer's store, read by HTTP: {@code GET <uri>/segments/<path>}, with ranges. A read that breaks off goes on where it
 * was, a few times.
 *
 * <p>Uses the JDK's older client, since that one bounds how long a read may hang in the middle of a body.
 */
final class HttpSegmentStore implements SegmentStore {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int RESUMPTIONS = 5;

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:\\d+-\\d+|\\*)/(\\d+)");

    private final URI uri;
    private final Duration silence;

    private HttpSegmentStore(URI uri, Duration silence) {
        this.uri = uri;
        this.silence = silence;
    }

    static HttpSegmentStore open(URI uri) {
        return open(uri, SILENCE);
    }

    /** As {@link #open(URI)}; a read that gets nothing for so long has failed. */
    static HttpSegmentStore open(URI uri, Duration silence) {
        return new HttpSegmentStore(uri, silence);
    }

    @Override
    public boolean has(String path) throws IOException {
        try {
            length(path);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public long length(String path) throws IOException {
        // One byte, since every server that has ranges answers with the whole length; not all of them answer HEAD.
        HttpURLConnection connection = request(path, "bytes=0-0");
        try {
            return lengthOf(connection, path);
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        long length = length(path);
        if (offset > length) {
            throw new EOFException("Offset [%d] lies behind the end of [%s], which has [%d] bytes"
                    .formatted(offset, locate(path), length));
        }
        return new ResumingStream(
                at -> openOnce(path, at),
                offset,
                length,
                RESUMPTIONS,
                locate(path).toString());
    }

    private InputStream openOnce(String path, long offset) throws IOException {
        HttpURLConnection connection = request(path, "bytes=" + offset + "-");
        int status = status(connection, path);
        if (status == RANGE_NOT_SATISFIABLE) {
            return InputStream.nullInputStream();
        }
        InputStream body = connection.getInputStream();
        if (status == HttpURLConnection.HTTP_OK) {
            // The peer knows no ranges and sends all of it.
            body.skipNBytes(offset);
        }
        return body;
    }

    private HttpURLConnection request(String path, String range) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) locate(path).toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Range", range);
        return connection;
    }

    private int status(HttpURLConnection connection, String path) throws IOException {
        int status;
        try {
            status = connection.getResponseCode();
        } catch (FileNotFoundException e) {
            status = HttpURLConnection.HTTP_NOT_FOUND;
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new NoSuchFileException(locate(path).toString());
        }
        if (status != HttpURLConnection.HTTP_OK
                && status != HttpURLConnection.HTTP_PARTIAL
                && status != RANGE_NOT_SATISFIABLE) {
            throw new IOException("Peer answered status [%d] for [%s]: see its log".formatted(status, locate(path)));
        }
        return status;
    }

    private long lengthOf(HttpURLConnection connection, String path) throws IOException {
        int status = status(connection, path);
        String range = connection.getHeaderField("Content-Range");
        if (range != null) {
            Matcher match = CONTENT_RANGE.matcher(range);
            if (match.matches()) {
                return Long.parseLong(match.group(1));
            }
        }
        long length = connection.getContentLengthLong();
        if (status != HttpURLConnection.HTTP_OK || length < 0) {
            throw new IOException("Peer tells no length for [%s]: status [%d], Content-Range [%s]"
                    .formatted(locate(path), status, range));
        }
        return length;
    }

    @Override
    public String put(InputStream bytes, String sha256) {
        throw readOnly("put a segment into");
    }

    @Override
    public void quarantine(String path, String why) {
        throw readOnly("quarantine a segment of");
    }

    @Override
    public Stream<String> list() {
        throw readOnly("list");
    }

    private UnsupportedOperationException readOnly(String what) {
        return new UnsupportedOperationException(
                "Can't %s the peer [%s]: it is read by name only, its own steward does the rest".formatted(what, uri));
    }

    @Override
    public URI uri() {
        return uri;
    }

    /** None: a peer takes nothing from us. */
    @Override
    public long freeBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
