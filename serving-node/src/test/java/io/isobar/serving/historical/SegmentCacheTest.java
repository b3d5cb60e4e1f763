package io.isobar.serving.historical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.serving.cluster.SegmentEntry;
import io.isobar.serving.testing.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
    private static final byte[] ZIP = "the bytes of a segment".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final SegmentEntry entry = Bytes.entry(1, ZIP);
    private SegmentCache cache;

    @BeforeEach
    void open() throws IOException {
        cache = SegmentCache.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private long files(String subdirectory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(subdirectory))) {
            return files.count();
        }
    }

    @Test
    void takesInACopyThatIsWhatItShouldBe() throws IOException {
        assertThat(cache.fetch(entry, new ByteArrayInputStream(ZIP))).isEmpty();

        assertThat(cache.has(entry)).isTrue();
        assertThat(cache.isSound(entry)).isTrue();
        assertThat(cache.file(entry)).isEqualTo(directory.resolve(entry.path())).hasBinaryContent(ZIP);
        assertThat(files("incoming")).isZero();
    }

    @Test
    void takesInNothingElse() throws IOException {
        assertThat(cache.fetch(entry, stream("the bytes of a sEgment"))).startsWith("its SHA-256 is [");
        assertThat(cache.fetch(entry, stream("short"))).isEqualTo("it has [5] bytes instead of [22]");
        assertThat(cache.fetch(entry, stream("the bytes of a segment and more")))
                .isEqualTo("it is longer than [22] bytes");

        assertThat(cache.has(entry)).isFalse();
        assertThat(files("incoming")).isZero();
    }

    @Test
    void noticesAFlippedBitAndSetsTheCopyAside() throws IOException {
        cache.fetch(entry, new ByteArrayInputStream(ZIP));
        Bytes.flipBit(cache.file(entry));

        assertThat(cache.isSound(entry)).isFalse();
        cache.quarantine(entry);
        assertThat(cache.has(entry)).isFalse();
        assertThat(files("quarantine")).isEqualTo(1);
    }

    @Test
    void keepsOnlyTheNewestCorruptCopies() throws IOException {
        for (int i = 0; i < 3 * SegmentCache.KEPT_CORRUPT; i++) {
            cache.fetch(entry, new ByteArrayInputStream(ZIP));
            cache.quarantine(entry);
        }

        assertThat(files("quarantine")).isEqualTo(SegmentCache.KEPT_CORRUPT);
    }

    @Test
    void listsItsCopiesAndDeletesThem() throws IOException {
        SegmentEntry other = Bytes.entry(2, new byte[] {1});
        cache.fetch(entry, new ByteArrayInputStream(ZIP));
        cache.fetch(other, new ByteArrayInputStream(new byte[] {1}));

        assertThat(cache.copies()).containsExactlyInAnyOrder(entry.sha256(), other.sha256());
        cache.delete(entry.sha256());
        assertThat(cache.has(entry)).isFalse();
        assertThat(cache.has(other)).isTrue();
    }

    @Test
    void isUsedByOneHistoricalAlone() {
        assertThatThrownBy(() -> SegmentCache.open(directory))
                .hasMessage("Cache [" + directory
                        + "] is used by another historical: give each its own [historical.cache-directory]");
    }

    @Test
    void forgetsCopiesThatWereNotWholeWhenItWasClosed() throws IOException {
        Files.writeString(directory.resolve("incoming").resolve("half"), "a copy");
        cache.close();
        cache = SegmentCache.open(directory);

        assertThat(files("incoming")).isZero();
    }

    @Test
    void aFileHasAnotherStampOnceItWasWrittenTo() throws IOException {
        cache.fetch(entry, new ByteArrayInputStream(ZIP));
        Path file = cache.file(entry);
        FileStamp before = FileStamp.of(file);
        assertThat(FileStamp.of(file)).isEqualTo(before);

        var modified = Files.getLastModifiedTime(file);
        org.awaitility.Awaitility.await().until(() -> {
            Bytes.flipBit(file);
            // Who hides his traces like this still can't set the time of the inode.
            Files.setLastModifiedTime(file, modified);
            return !FileStamp.of(file).equals(before);
        });
    }
}
