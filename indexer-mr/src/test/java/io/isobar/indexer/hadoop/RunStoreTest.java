package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.store.SegmentStore;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mount table stands for whatever only the configuration of the jobs knows. */
class RunStoreTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path directory;

    private final Configuration conf = new Configuration();

    @BeforeEach
    void mount() {
        conf.set("fs.viewfs.mounttable.prod.link./home", directory.toUri().toString());
    }

    @Test
    void aStoreIsFoundThroughTheConfigurationOfTheJobs() throws Exception {
        try (SegmentStore store = RunStore.open(URI.create("viewfs://prod/home"), conf)) {
            String path = store.put(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)), HELLO);

            assertThat(Files.readString(directory.resolve("segments").resolve(path)))
                    .isEqualTo("hello");
        }
    }

    @Test
    void eachFileSystemThatTasksTouchIsNamedOnceForItsToken() throws Exception {
        conf.set("mapreduce.job.hdfs-servers", "hdfs://other:8020");

        RunStore.requestTokens(
                conf,
                List.of(
                        path("viewfs://prod/home/a"),
                        path("viewfs://prod/home/b"),
                        path("hdfs://127.0.0.1:8020/store"),
                        path(directory.toUri().toString())));

        assertThat(conf.getTrimmedStrings("mapreduce.job.hdfs-servers"))
                .containsExactly("hdfs://other:8020", "viewfs://prod/", "hdfs://127.0.0.1:8020");
    }

    private static org.apache.hadoop.fs.Path path(String text) {
        return new org.apache.hadoop.fs.Path(text);
    }
}
