package io.isobar.serving.historical;

import io.isobar.segment.Segment;
import io.isobar.serving.cluster.SegmentEntry;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open segment that queries use, and that is closed only when the last of them is done. Thread-safe.
 *
 * <p>Its bytes were checked once, when it was opened. {@link #isAsChecked} tells at the price of one system call
 * whether its file was written to since.
 */
final class HeldSegment {
    private final SegmentEntry entry;
    private final Segment segment;
    private final Path file;
    private final FileStamp checked;
    private int users;
    private boolean retired;
    private @Nullable Runnable whenClosed;

    HeldSegment(SegmentEntry entry, Segment segment, Path file, FileStamp checked) {
        this.entry = entry;
        this.segment = segment;
        this.file = file;
        this.checked = checked;
    }

    SegmentEntry entry() {
        return entry;
    }

    /** To be used between {@link #acquire} and {@link #release} only. */
    Segment segment() {
        return segment;
    }

    boolean isAsChecked() {
        try {
            return FileStamp.of(file).equals(checked);
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps the segment open until {@link #release}; false if it is to be closed already. */
    synchronized boolean acquire() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    void release() {
        boolean last;
        synchronized (this) {
            users--;
            last = retired && users == 0;
        }
        if (last) {
            close();
        }
    }

    /** Lets no new query in, and closes the segment when the last one is out. Of several calls the first counts. */
    void retire(Runnable whenClosed) {
        boolean idle;
        synchronized (this) {
            if (retired) {
                return;
            }
            retired = true;
            this.whenClosed = whenClosed;
            idle = users == 0;
        }
        if (idle) {
            close();
        }
    }

    private void close() {
        segment.close();
        Runnable listener;
        synchronized (this) {
            listener = whenClosed;
        }
        if (listener != null) {
            listener.run();
        }
    }
}
