package io.isobar.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every store that can be read: for those that can be written too, see the subclass. */
public abstract class AbstractSegmentStoreContract {
    protected SegmentStore store;

    /** The store under test, empty. */
    protected abstract SegmentStore openStore() throws Exception;

    /** Puts bytes into the store by whatever way there is; for most stores that is {@link SegmentStore#put}. */
    protected String give(byte[] bytes) throws IOException {
        return store.put(new ByteArrayInputStream(bytes), sha256(bytes));
    }

    @BeforeEach
    final void open() throws Exception {
        store = openStore();
    }

    @AfterEach
    final void close() throws IOException {
        store.close();
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        for (int length : new int[] {1, 10, 8192, 100_001}) {
            byte[] bytes = bytes(length, length);

            String path = give(bytes);

            assertThat(path).isEqualTo(SegmentPaths.of(sha256(bytes)));
            assertThat(store.has(path)).isTrue();
            assertThat(store.length(path)).isEqualTo(length);
            assertThat(read(path, 0)).isEqualTo(bytes);
        }
    }

    @Test
    void readsFromAnyOffsetUpToTheEnd() throws IOException {
        byte[] bytes = bytes(50_000, 1);
        String path = give(bytes);

        assertThat(read(path, 1)).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
        assertThat(read(path, 49_999)).containsExactly(bytes[49_999]);
        assertThat(read(path, 50_000)).isEmpty();
        assertThatThrownBy(() -> read(path, 50_001))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("has [50000] bytes");
    }

    @Test
    void saysOfWhatItLacksThatItLacksIt() throws IOException {
        String path = SegmentPaths.of("ab".repeat(32));

        assertThat(store.has(path)).isFalse();
        assertThatThrownBy(() -> store.length(path)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> read(path, 0)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsNothingOutsideOfItself() {
        for (String path :
                List.of("../secret", "ab/../../secret.zip", "/etc/passwd", "", "AB/" + "AB".repeat(32) + ".zip")) {
            assertThatThrownBy(() -> store.has(path))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid path [" + path + "] of a segment");
        }
        assertThatThrownBy(() -> store.has("cd/" + "ab".repeat(32) + ".zip")).hasMessageStartingWith("Invalid path [");
    }

    protected final byte[] read(String path, long offset) throws IOException {
        try (InputStream in = store.open(path, offset)) {
            return in.readAllBytes();
        }
    }

    protected static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    protected static String sha256(byte[] bytes) throws IOException {
        return SegmentDigest.of(new ByteArrayInputStream(bytes)).sha256();
    }

    /** A stream whose first read fails. */
    private static InputStream failing(String message) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(message);
            }

            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                throw new IOException(message);
            }
        };
    }

    /** What holds for stores that can be written as well. */
    public abstract static class Writable extends AbstractSegmentStoreContract {
        @Test
        void refusesBytesOfAnotherDigestAndStaysAsItWas() throws IOException {
            byte[] bytes = bytes(1000, 3);
            String other = sha256(bytes(1000, 4));

            assertThatThrownBy(() -> store.put(new ByteArrayInputStream(bytes), other))
                    .isInstanceOf(DigestMismatchException.class)
                    .hasMessageContaining(other)
                    .hasMessageContaining("have the SHA-256 [" + sha256(bytes) + "]");
            assertThat(store.has(SegmentPaths.of(other))).isFalse();
            assertThat(store.has(SegmentPaths.of(sha256(bytes)))).isFalse();
            assertThat(paths()).isEmpty();
        }

        @Test
        void doesNotReadWhatItHasAlready() throws IOException {
            byte[] bytes = bytes(1000, 5);
            give(bytes);
            InputStream untouchable = failing("must not be read");

            assertThat(store.put(untouchable, sha256(bytes))).isEqualTo(SegmentPaths.of(sha256(bytes)));
        }

        @Test
        void keepsNothingOfAPutThatBrokeOff() throws IOException {
            byte[] bytes = bytes(100_000, 6);
            InputStream breaking =
                    new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 60_000), failing("the line is dead"));

            assertThatThrownBy(() -> store.put(breaking, sha256(bytes))).hasMessage("the line is dead");
            assertThat(paths()).isEmpty();
            assertThat(read(give(bytes), 0)).isEqualTo(bytes);
        }

        @Test
        void takesTheSameFileFromManyWritersAtOnce() throws Exception {
            byte[] bytes = bytes(300_000, 7);
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                List<Callable<String>> puts = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    puts.add(() -> give(bytes));
                }
                for (Future<String> put : pool.invokeAll(puts)) {
                    assertThat(put.get()).isEqualTo(SegmentPaths.of(sha256(bytes)));
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(paths()).hasSize(1);
            assertThat(read(SegmentPaths.of(sha256(bytes)), 0)).isEqualTo(bytes);
        }

        @Test
        void takesADamagedFileOutOfSightAndAnotherCopyInItsPlace() throws IOException {
            byte[] bytes = bytes(1000, 8);
            String path = give(bytes);

            store.quarantine(path, "a bit was flipped");
            store.quarantine(path, "nothing is there now");

            assertThat(store.has(path)).isFalse();
            assertThat(paths()).isEmpty();
            assertThat(read(give(bytes), 0)).isEqualTo(bytes);
            store.quarantine(path, "flipped again");
            assertThat(paths()).isEmpty();
        }

        @Test
        void listsWhatItHas() throws IOException {
            List<String> put = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                put.add(give(bytes(10 + i, i)));
            }

            assertThat(paths()).containsExactlyInAnyOrderElementsOf(put);
        }

        @Test
        void tellsWhereItIsAndHowMuchItCanTake() throws IOException {
            String path = give(bytes(10, 9));

            assertThat(store.freeBytes()).isPositive();
            assertThat(store.locate(path).toString())
                    .startsWith(store.uri().toString())
                    .endsWith("/segments/" + path);
        }

        private List<String> paths() throws IOException {
            try (Stream<String> paths = store.list()) {
                return paths.toList();
            }
        }
    }
}
