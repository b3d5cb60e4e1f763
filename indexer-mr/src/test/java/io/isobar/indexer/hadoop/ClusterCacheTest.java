package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCacheTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsWrittenOnceAndReadableByAll() throws Exception {
        var first = cache(Clock.systemUTC()).put("a.jar", out -> out.write(7));
        var again = cache(Clock.systemUTC()).put("a.jar", out -> {
            throw new IOException("Written twice");
        });

        assertThat(again).isEqualTo(first);
        assertThat(local("a.jar")).hasBinaryContent(new byte[] {7});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(local("a.jar"))))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(local(""))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatCouldNotBeWrittenLeavesNothing() throws Exception {
        ClusterCache cache = cache(Clock.systemUTC());

        assertThatThrownBy(() -> cache.put("a.jar", out -> {
                    out.write(1);
                    throw new IOException("broken off");
                }))
                .hasMessage("broken off");
        assertThat(names()).isEmpty();
    }

    @Test
    void driversThatUploadAtOnceAllFindTheWholeFile() throws Exception {
        int drivers = 4;
        CyclicBarrier together = new CyclicBarrier(drivers);
        ExecutorService threads = Executors.newFixedThreadPool(drivers);
        try {
            List<Callable<org.apache.hadoop.fs.Path>> uploads = new ArrayList<>();
            for (int i = 0; i < drivers; i++) {
                ClusterCache cache = cache(Clock.systemUTC());
                uploads.add(() -> cache.put("a.jar", out -> {
                    out.write(1);
                    await(together);
                    out.write(2);
                }));
            }
            for (Future<org.apache.hadoop.fs.Path> upload : threads.invokeAll(uploads)) {
                assertThat(upload.get().getName()).isEqualTo("a.jar");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(local("a.jar")).hasBinaryContent(new byte[] {1, 2});
        assertThat(names()).containsExactly("a.jar");
    }

    @Test
    void aDriverWhoseMarkAnotherOneReplacesGoesOn() throws Exception {
        Configuration conf = new Configuration();
        conf.setClass("fs.file.impl", Overtaken.class, FileSystem.class);
        conf.setBoolean("fs.file.impl.disable.cache", true);
        var workingPath = new org.apache.hadoop.fs.Path(directory.toUri());

        var uploaded =
                new ClusterCache(workingPath, "alice", conf, Clock.systemUTC()).put("a.jar", out -> out.write(7));

        assertThat(uploaded.getName()).isEqualTo("a.jar");
        assertThat(local("a.jar")).hasBinaryContent(new byte[] {7});
    }

    /** Refuses to close what is in the directory of marks, as HDFS does when another client has created the file anew. */
    public static final class Overtaken extends RawLocalFileSystem {
        @Override
        public FSDataOutputStream create(org.apache.hadoop.fs.Path file, boolean overwrite) throws IOException {
            FSDataOutputStream out = super.create(file, overwrite);
            if (!file.getParent().getName().equals("_used")) {
                return out;
            }
            return new FSDataOutputStream(out, null) {
                @Override
                public void close() throws IOException {
                    out.close();
                    throw new FileNotFoundException("File does not exist: " + file);
                }
            };
        }
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatNoRunHasUsedForLongGoesAway() throws Exception {
        Instant now = Instant.now();
        cache(Clock.systemUTC()).put("old.jar", out -> out.write(1));
        cache(Clock.systemUTC()).put("used.jar", out -> out.write(1));
        Instant later = now.plus(ClusterCache.KEPT).plus(Duration.ofDays(1));
        ClusterCache cache = cache(Clock.fixed(later, ZoneOffset.UTC));

        cache.removeUnused(List.of(cache.put("used.jar", out -> out.write(1))));

        assertThat(names()).containsExactly("used.jar");
    }

    @Test
    void whatWasUsedLatelyStays() throws Exception {
        cache(Clock.systemUTC()).put("other.jar", out -> out.write(1));
        ClusterCache cache =
                cache(Clock.fixed(Instant.now().plus(ClusterCache.KEPT).minus(Duration.ofDays(1)), ZoneOffset.UTC));

        cache.removeUnused(List.of());

        assertThat(names()).containsExactly("other.jar");
    }

    @Test
    void aDirectoryThatOthersMayWriteIsRefused() throws Exception {
        cache(Clock.systemUTC());
        Files.setPosixFilePermissions(local(""), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> cache(Clock.systemUTC()))
                .hasMessageContaining("only [alice] may write there")
                .hasMessageContaining("[indexer.working-path]");
    }

    private ClusterCache cache(Clock clock) throws IOException {
        return new ClusterCache(new org.apache.hadoop.fs.Path(directory.toUri()), "alice", new Configuration(), clock);
    }

    private Path local(String name) {
        return directory.resolve("cache-alice").resolve(name);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(local(""))) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .map(File::getName)
                    .filter(name -> !name.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }
}
