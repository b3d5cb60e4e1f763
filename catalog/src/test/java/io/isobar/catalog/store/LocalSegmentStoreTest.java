package io.isobar.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSegmentStoreTest extends AbstractSegmentStoreContract.Writable {
    @TempDir
    private Path directory;

    @Override
    protected SegmentStore openStore() throws IOException {
        return SegmentStores.open(directory.resolve("store").toUri());
    }

    @Test
    void leavesNothingInItsStagingDirectory() throws IOException {
        give(bytes(1000, 1));

        assertThat(files("_staging")).isEmpty();
    }

    @Test
    void keepsADamagedFileWithTheReasonForInspection() throws IOException {
        byte[] bytes = bytes(1000, 1);

        store.quarantine(give(bytes), "SHA-256 differs");

        List<Path> kept = files("_quarantine");
        assertThat(kept).hasSize(2);
        for (Path file : kept) {
            assertThat(file.getFileName().toString()).startsWith(sha256(bytes) + ".zip.");
            if (file.toString().endsWith(".why")) {
                assertThat(file).hasContent("SHA-256 differs\n");
            } else {
                assertThat(file).hasBinaryContent(bytes);
            }
        }
    }

    @Test
    void removesWhatAKilledWriterLeftLongAgo() throws IOException {
        Path staging = Files.createDirectories(directory.resolve("store/_staging"));
        Path old = Files.writeString(staging.resolve("old"), "half a segm");
        Path young = Files.writeString(staging.resolve("young"), "half a segm");
        Instant now = Instant.parse("2026-01-10T00:00:00Z");
        Files.setLastModifiedTime(
                old, FileTime.from(now.minus(LocalSegmentStore.ABANDONED).minusSeconds(1)));
        Files.setLastModifiedTime(young, FileTime.from(now.minusSeconds(60)));

        LocalSegmentStore.open(directory.resolve("store"), Clock.fixed(now, ZoneOffset.UTC))
                .close();

        assertThat(files("_staging")).containsExactly(young);
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("store").resolve(name))) {
            return files.sorted().toList();
        }
    }
}
