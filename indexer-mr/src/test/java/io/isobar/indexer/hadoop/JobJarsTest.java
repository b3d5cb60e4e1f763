package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarsTest {
    @TempDir
    Path directory;

    @Test
    void ourModulesAndLibrariesTravel() {
        assertThat(List.of(
                        "hadoop-thin-0.1.0.jar",
                        "indexer-mr-0.1.0.jar",
                        "parquet-hadoop-1.18.1.jar",
                        "guava-33.jar",
                        "avro-1.12.2.jar",
                        "hive-storage-api-2.8.1.jar",
                        "commons-compress-1.28.0.jar"))
                .allMatch(JobJars::travels);
    }

    @Test
    void hadoopLoggingDatabasesServersAndTestsStayBehind() {
        assertThat(List.of(
                        "hadoop-common-3.5.0.jar",
                        "slf4j-api-2.0.20.jar",
                        "logback-core-1.5.38.jar",
                        "h2-2.5.jar",
                        "mysql-connector-j-9.7.0.jar",
                        "jetty-server-12.1.14.jar",
                        "serving-node-0.1.0.jar",
                        "cli-0.1.0.jar",
                        "catalog-0.1.0-tests.jar",
                        "libjvm.so"))
                .noneMatch(JobJars::travels);
    }

    @Test
    void aJarIsUploadedOnceUnderItsHashAndADirectoryOfClassesAsAJar() throws Exception {
        Path jar = Files.writeString(directory.resolve("avro-1.jar"), "bytes");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(classes.resolve("A.class"), "class");
        Path tests = Files.createDirectories(directory.resolve("test-classes"));
        JobJars jars = new JobJars(List.of(jar, classes, tests, directory.resolve("missing.jar")));

        var first = jars.upload(cache());
        var again = jars.upload(cache());

        assertThat(again).isEqualTo(first);
        assertThat(first)
                .extracting(org.apache.hadoop.fs.Path::getName)
                .satisfiesExactly(
                        name -> assertThat(name).matches("avro-1-[0-9a-f]{16}\\.jar"),
                        name -> assertThat(name).matches("classes-[0-9a-f]{16}\\.jar"));
    }

    private ClusterCache cache() throws Exception {
        return new ClusterCache(
                new org.apache.hadoop.fs.Path(directory.resolve("work").toUri()),
                "alice",
                new Configuration(),
                Clock.systemUTC());
    }

    @Test
    void aZipIsDigestedWholeAndInChunks() throws Exception {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7};
        ZipDigest digest = new ZipDigest(3);
        try (OutputStream out = digest.over(OutputStream.nullOutputStream())) {
            out.write(1);
            out.write(bytes, 1, 6);
        }

        assertThat(digest.sha256()).isEqualTo("32bbe378a25091502b2baf9f7258c19444e7a43ee4593b08030acd790bd66e6a");
        assertThat(digest.crc32c()).containsExactly(crc(bytes, 0, 3), crc(bytes, 3, 3), crc(bytes, 6, 1));
    }

    @Test
    void localFilesAreKnownByTheirContent() throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), "x");
        String before = identity(file);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));

        assertThat(identity(file)).isEqualTo(before);
        Files.writeString(file, "y");
        assertThat(Map.of("changed", identity(file))).doesNotContain(entry("changed", before));
    }

    private static String identity(Path file) throws Exception {
        Configuration conf = new Configuration();
        var path = new org.apache.hadoop.fs.Path(file.toUri());
        return FileIdentity.of(path.getFileSystem(conf).getFileStatus(path), conf);
    }

    private static long crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}
