package io.isobar.catalog.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that goes wrong in the ways that stores do. It keeps the contract of all of them as long as it goes right. */
public final class InMemorySegmentStore implements SegmentStore {
    /** What goes wrong with the next operation that it fits. */
    public enum Fault {
        /** A put is refused before anything is read. */
        REFUSE_PUT,
        /** A put fails after its bytes were read: the store doesn't have the file. */
        DIE_BEFORE_RENAME,
        /** A put fails although the store has the file now. */
        DIE_AFTER_RENAME,
        /** A read breaks off halfway. */
        BREAK_READ,
        /** A read gives one wrong bit; the file is as it was. */
        FLIP_BIT_IN_TRANSIT
    }

    private final URI uri;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final List<String> quarantined = new CopyOnWriteArrayList<>();

    public InMemorySegmentStore(String name) {
        this.uri = URI.create("memory:/" + name);
    }

    /** Lets the next fitting operation go wrong; several are kept in their order. */
    public void failNext(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    /** Flips a bit of a stored file, as a bad disk does. */
    public void damage(String path) {
        files.computeIfPresent(path, (name, bytes) -> {
            byte[] damaged = bytes.clone();
            damaged[damaged.length / 2] ^= 1;
            return damaged;
        });
    }

    /** What was taken out of sight, as {@code <path>: <why>}. */
    public List<String> quarantined() {
        return List.copyOf(quarantined);
    }

    @Override
    public boolean has(String path) {
        SegmentPaths.sha256(path);
        return files.containsKey(path);
    }

    @Override
    public long length(String path) throws IOException {
        return bytes(path).length;
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        byte[] bytes = bytes(path);
        if (offset > bytes.length) {
            throw new EOFException("Offset [%d] lies behind the end of [%s], which has [%d] bytes"
                    .formatted(offset, path, bytes.length));
        }
        int from = (int) offset;
        Fault fault = next(Fault.BREAK_READ, Fault.FLIP_BIT_IN_TRANSIT);
        if (fault == Fault.FLIP_BIT_IN_TRANSIT) {
            byte[] flipped = bytes.clone();
            flipped[from + (bytes.length - from) / 2] ^= 1;
            return new ByteArrayInputStream(flipped, from, bytes.length - from);
        }
        if (fault == Fault.BREAK_READ) {
            int half = (bytes.length - from) / 2;
            return new SequenceInputStream(new ByteArrayInputStream(bytes, from, half), new Broken());
        }
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    @Override
    public String put(InputStream bytes, String sha256) throws IOException {
        String path = SegmentPaths.of(sha256);
        if (has(path)) {
            return path;
        }
        Fault fault = next(Fault.REFUSE_PUT, Fault.DIE_BEFORE_RENAME, Fault.DIE_AFTER_RENAME);
        if (fault == Fault.REFUSE_PUT) {
            throw new IOException("Store [%s] is full".formatted(uri));
        }
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        DigestingOutputStream digesting = new DigestingOutputStream(held);
        bytes.transferTo(digesting);
        String found = digesting.digest().sha256();
        if (!found.equals(sha256)) {
            throw new DigestMismatchException(path, found, uri.toString());
        }
        if (fault == Fault.DIE_BEFORE_RENAME) {
            throw new IOException("Store [%s] died before the rename".formatted(uri));
        }
        files.put(path, held.toByteArray());
        if (fault == Fault.DIE_AFTER_RENAME) {
            throw new IOException("Store [%s] died after the rename".formatted(uri));
        }
        return path;
    }

    @Override
    public void quarantine(String path, String why) {
        SegmentPaths.sha256(path);
        if (files.remove(path) != null) {
            quarantined.add(path + ": " + why);
        }
    }

    @Override
    public Stream<String> list() {
        return List.copyOf(files.keySet()).stream();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public long freeBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}

    private byte[] bytes(String path) throws IOException {
        SegmentPaths.sha256(path);
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(locate(path).toString());
        }
        return bytes;
    }

    private @Nullable Fault next(Fault... fitting) {
        synchronized (faults) {
            return faults.peek() != null && List.of(fitting).contains(faults.peek()) ? faults.remove() : null;
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Connection reset");
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            throw new IOException("Connection reset");
        }
    }
}
