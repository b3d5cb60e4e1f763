package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFileSystemTest {
    private final Configuration conf = new Configuration();

    @Test
    void aPathWithoutASchemeIsOnTheDefault() throws IOException {
        assertThat(NamedFileSystem.of(new Path("/x"), conf, "Input path")).isInstanceOf(LocalFileSystem.class);
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://b/x, org.apache.hadoop.fs.s3a.S3AFileSystem",
        "gs://b/x, org.apache.hadoop.fs.gs.GoogleHadoopFileSystem",
        "ftps://b/x, ftps"
    })
    void aFileSystemWhoseJarIsMissingIsToldWithWhereToPutIt(String path, String name) {
        conf.set("fs.gs.impl", "org.apache.hadoop.fs.gs.GoogleHadoopFileSystem");

        assertThatThrownBy(() -> NamedFileSystem.of(new Path(path), conf, "Input path"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Input path [" + path + "] is in a file system of which no class is here (")
                .hasMessageContaining(name)
                .hasMessageEndingWith("): put Hadoop's jar for it, and the jars that it needs, into [lib/ext]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x.json", "https://example.org/x.json"})
    void aPageOfTheWebIsNoInput(String path) {
        assertThatThrownBy(() -> NamedFileSystem.of(new Path(path), conf, "Input path"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Input path [" + path + "] is on the web")
                .hasMessageContaining("copy it to HDFS");
    }

    @Test
    void aClusterThatNothingKnowsIsNamed() {
        assertThatThrownBy(() -> NamedFileSystem.of(new Path("hdfs://cluster.invalid/x"), conf, "Input path"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Input path [hdfs://cluster.invalid/x] is on host [cluster.invalid], which isn't")
                .hasMessageEndingWith("name the cluster's files in [indexer.hadoop-files]");
    }

    @Test
    void theDefaultMayComeFromTheSpec() {
        conf.set("fs.defaultFS", "hdfs://cluster.invalid:8020");

        assertThatThrownBy(() -> NamedFileSystem.of(new Path("/x"), conf, "Working path"))
                .hasMessageStartingWith(
                        "Working path [/x] on [hdfs://cluster.invalid:8020], the default of Hadoop's configuration and of"
                                + " [jobProperties], is on host [cluster.invalid]");
    }
}
