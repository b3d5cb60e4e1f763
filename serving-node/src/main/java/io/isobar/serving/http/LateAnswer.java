package io.isobar.serving.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, which begins as late as it can: as long as it fits into {@code bufferBytes} nothing goes out,
 * and an error, or another peer's answer, can still take its place.
 */
public final class LateAnswer extends OutputStream {
    private final Exchange exchange;
    private final int status;
    private final String contentType;
    private final int bufferBytes;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private @Nullable OutputStream begun;

    public LateAnswer(Exchange exchange, int status, String contentType, int bufferBytes) {
        this.exchange = exchange;
        this.status = status;
        this.contentType = contentType;
        this.bufferBytes = bufferBytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (begun == null && buffer.size() + length > bufferBytes) {
            begun = exchange.stream(status, contentType);
            buffer.writeTo(begun);
            buffer.reset();
        }
        if (begun == null) {
            buffer.write(bytes, offset, length);
        } else {
            begun.write(bytes, offset, length);
        }
    }

    /** Ends the answer as a whole one. An answer that isn't ended is one that the client sees break off. */
    public void complete() throws IOException {
        if (begun == null) {
            exchange.reply(status, contentType, buffer.toByteArray());
        } else {
            begun.close();
        }
    }

    /** Does nothing: see {@link #complete}. */
    @Override
    public void close() {}
}
