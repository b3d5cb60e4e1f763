package io.isobar.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.store.AbstractSegmentStoreContract;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopSegmentStoreTest extends AbstractSegmentStoreContract.Writable {
    @TempDir
    private Path directory;

    @Override
    protected SegmentStore openStore() throws IOException {
        return SegmentStores.open(uri());
    }

    private URI uri() {
        return URI.create("raw://" + directory.resolve("store"));
    }

    @AfterEach
    void healTheFileSystem() {
        RawFileSystem.NEXT_RENAME.set(RawFileSystem.Fault.NONE);
    }

    @Test
    void aRenameWhoseAnswerGotLostIsDone() throws IOException {
        byte[] bytes = bytes(1000, 1);
        RawFileSystem.NEXT_RENAME.set(RawFileSystem.Fault.RENAME_AND_LOSE_THE_ANSWER);

        assertThat(read(give(bytes), 0)).isEqualTo(bytes);
        assertThat(files("_staging")).isEmpty();
    }

    @Test
    void aRenameThatDidNotHappenIsAnErrorAndLeavesNothing() throws IOException {
        byte[] bytes = bytes(1000, 1);
        for (RawFileSystem.Fault fault : List.of(RawFileSystem.Fault.ANSWER_FALSE, RawFileSystem.Fault.FAIL)) {
            RawFileSystem.NEXT_RENAME.set(fault);

            assertThatThrownBy(() -> give(bytes))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Can't rename file [raw:")
                    .hasMessageContaining(sha256(bytes) + ".zip]");
            assertThat(files("_staging")).isEmpty();
        }
        assertThat(read(give(bytes), 0)).as("the next attempt").isEqualTo(bytes);
    }

    @Test
    void keepsADamagedFileWithTheReason() throws IOException {
        store.quarantine(give(bytes(1000, 1)), "SHA-256 differs");

        assertThat(files("_quarantine"))
                .hasSize(2)
                .filteredOn(file -> file.toString().endsWith(".why"))
                .singleElement()
                .satisfies(why -> assertThat(why).hasContent("SHA-256 differs\n"));
    }

    @Test
    void removesWhatAKilledWriterLeftLongAgo() throws IOException {
        Path old = Files.writeString(directory.resolve("store/_staging/old"), "half a segm");
        Path young = Files.writeString(directory.resolve("store/_staging/young"), "half a segm");
        Instant now = Instant.parse("2026-01-10T00:00:00Z");
        Files.setLastModifiedTime(
                old, FileTime.from(now.minus(HadoopSegmentStore.ABANDONED).minusSeconds(1)));
        Files.setLastModifiedTime(young, FileTime.from(now.minusSeconds(60)));

        HadoopSegmentStore.open(uri(), new Configuration(), Clock.fixed(now, ZoneOffset.UTC))
                .close();

        assertThat(files("_staging")).containsExactly(young);
    }

    @Test
    void closingOneStoreLeavesTheOthersOpen() throws IOException {
        String path = give(bytes(10, 1));
        SegmentStores.open(uri()).close();

        assertThat(read(path, 0)).hasSize(10);
    }

    @Test
    void opensOnlySchemesThatHadoopKnows() {
        assertThat(new HadoopSegmentStoreProvider().handles(URI.create("hdfs://name:8020/x")))
                .isTrue();
        assertThat(new HadoopSegmentStoreProvider().handles(URI.create("gopher://x/y")))
                .isFalse();
        assertThatThrownBy(() -> SegmentStores.open(URI.create("gopher://x/y")))
                .hasMessage("No store on the class path opens [gopher://x/y]: Hadoop's file systems need the module"
                        + " hadoop-thin");
        assertThatThrownBy(() -> SegmentStores.open(URI.create("just/a/path")))
                .hasMessageStartingWith("URI [just/a/path] of a store names no scheme");
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("store").resolve(name))) {
            return files.sorted().toList();
        }
    }
}
