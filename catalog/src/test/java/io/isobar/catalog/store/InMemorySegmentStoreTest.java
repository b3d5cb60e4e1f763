package io.isobar.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.store.InMemorySegmentStore.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The fake keeps the contract, and its faults are what they say. */
class InMemorySegmentStoreTest extends AbstractSegmentStoreContract.Writable {
    private final InMemorySegmentStore memory = new InMemorySegmentStore("test");

    @Override
    protected SegmentStore openStore() {
        return memory;
    }

    @Test
    void failsOnDemandBeforeOrAfterTheRename() throws IOException {
        byte[] bytes = bytes(100, 1);
        String path = SegmentPaths.of(sha256(bytes));
        for (Fault fault : new Fault[] {Fault.REFUSE_PUT, Fault.DIE_BEFORE_RENAME}) {
            memory.failNext(fault);
            assertThatThrownBy(() -> give(bytes)).isInstanceOf(IOException.class);
            assertThat(memory.has(path)).isFalse();
        }
        memory.failNext(Fault.DIE_AFTER_RENAME);
        assertThatThrownBy(() -> give(bytes)).isInstanceOf(IOException.class);
        assertThat(read(path, 0)).isEqualTo(bytes);
    }

    @Test
    void flipsBitsInTransitOrAtRest() throws IOException {
        byte[] bytes = bytes(100, 1);
        String path = give(bytes);
        memory.failNext(Fault.BREAK_READ);
        memory.failNext(Fault.FLIP_BIT_IN_TRANSIT);

        assertThatThrownBy(() -> read(path, 0)).hasMessage("Connection reset");
        assertThat(read(path, 0)).isNotEqualTo(bytes);
        assertThat(read(path, 0)).isEqualTo(bytes);
        memory.damage(path);
        assertThat(read(path, 0)).isNotEqualTo(bytes);
    }
}
