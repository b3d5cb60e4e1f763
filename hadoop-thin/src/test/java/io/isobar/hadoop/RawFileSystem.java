package io.isobar.hadoop;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** This machine's files under the scheme {@code raw:}, with renames that go wrong on demand. */
public final class RawFileSystem extends RawLocalFileSystem {
    /** What goes wrong with the next rename. */
    enum Fault {
        NONE,
        ANSWER_FALSE,
        FAIL,
        RENAME_AND_LOSE_THE_ANSWER
    }

    static final AtomicReference<Fault> NEXT_RENAME = new AtomicReference<>(Fault.NONE);

    @Override
    public URI getUri() {
        return URI.create("raw:///");
    }

    @Override
    public String getScheme() {
        return "raw";
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        switch (NEXT_RENAME.getAndSet(Fault.NONE)) {
            case ANSWER_FALSE -> {
                return false;
            }
            case FAIL -> throw new IOException("name node is in safe mode");
            case RENAME_AND_LOSE_THE_ANSWER -> {
                super.rename(from, to);
                throw new IOException("connection reset");
            }
            case NONE -> {
                return super.rename(from, to);
            }
        }
        throw new IllegalStateException("unreachable");
    }
}
