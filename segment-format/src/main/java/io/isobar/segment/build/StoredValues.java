package io.isobar.segment.build;

import io.isobar.segment.scratch.ScratchInput;
import java.io.IOException;

/** Values in a scratch file, each an int32 length and its bytes. */
final class StoredValues implements ValueStream {
    private final ScratchInput in;
    private int left;
    private byte[] value = new byte[64];
    private int length;

    StoredValues(ScratchInput in, int values) {
        this.in = in;
        this.left = values;
    }

    @Override
    public boolean next() throws IOException {
        if (left == 0) {
            return false;
        }
        left--;
        length = in.readInt();
        if (length > value.length) {
            value = new byte[Math.max(length, 2 * value.length)];
        }
        in.readBytes(value, length);
        return true;
    }

    @Override
    public byte[] bytes() {
        return value;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int end() {
        return length;
    }
}
