package io.isobar.segment.build;

import io.isobar.segment.scratch.ScratchInput;
import java.io.IOException;

/** Values in a scratch file, each an int32 length and its bytes. */
final class StoredValues extends HeldBytes implements ValueStream {
    private final ScratchInput in;
    private int left;

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
        int length = in.readInt();
        in.readBytes(hold(length), length);
        return true;
    }
}
