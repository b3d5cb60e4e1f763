package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.TuningSpec;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ApplicationClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopSetupTest {
    private static final Map<String, String> CLUSTER = Map.of(
            "mapreduce.framework.name", "yarn",
            "fs.defaultFS", "hdfs://localhost:1",
            "yarn.resourcemanager.hostname", "localhost",
            "isobar.cluster-check.millis", "2000");

    @TempDir
    Path directory;

    @Test
    void withoutFilesJobsRunHere() {
        Configuration conf = setup(Map.of()).configuration(tuning(""));

        assertThat(HadoopSetup.isLocal(conf)).isTrue();
        assertThat(conf.getBoolean("mapreduce.job.classloader", true)).isFalse();
    }

    @Test
    void reduceTasksThatRunInOneJvmShareItsHeap() {
        Configuration conf = new HadoopSetup(List.of(), Map.of(), 4, Optional.empty()).configuration(tuning(""));

        assertThat(4 * conf.getFloat("mapreduce.reduce.shuffle.input.buffer.percent", 1))
                .isLessThanOrEqualTo(0.5f);
        assertThat(4 * conf.getFloat("mapreduce.reduce.input.buffer.percent", 1))
                .isLessThanOrEqualTo(0.25f)
                .isPositive();
    }

    @Test
    void whatTheSpecSaysOfTheShufflesMemoryIsKept() {
        String given = "\"mapreduce.reduce.input.buffer.percent\": \"0.0\"";

        assertThat(setup(Map.of()).configuration(tuning(given)).get("mapreduce.reduce.input.buffer.percent"))
                .isEqualTo("0.0");
        assertThat(setup(CLUSTER).configuration(tuning(given)).get("mapreduce.reduce.input.buffer.percent"))
                .isEqualTo("0.0");
    }

    @Test
    void onAClusterOursComeFirstToTasksAndHadoopsStayTheClusters() throws Exception {
        String patterns = setup(CLUSTER).configuration(tuning("")).get("mapreduce.job.classloader.system.classes");
        List<String> system = List.of(patterns.split(",", -1));

        assertThat(ApplicationClassLoader.isSystemClass("org.apache.hadoop.fs.FileSystem", system))
                .isTrue();
        assertThat(ApplicationClassLoader.isSystemClass("org.apache.hadoop.hive.ql.exec.vector.ColumnVector", system))
                .isFalse();
        assertThat(ApplicationClassLoader.isSystemClass("com.google.common.hash.Hashing", system))
                .isFalse();
    }

    @Test
    void theSpecsPropertiesComeLast() {
        Configuration conf = setup(Map.of("mapreduce.job.queuename", "daily"))
                .configuration(tuning("\"mapreduce.job.queuename\": \"nightly\""));

        assertThat(conf.get("mapreduce.job.queuename")).isEqualTo("nightly");
    }

    @Test
    void optionsOfOldJvmsThatASpecNamesKeepNoTaskFromStarting() {
        Configuration conf =
                setup(CLUSTER).configuration(tuning("\"mapreduce.map.java.opts\": \"-XX:+PrintGCTimeStamps\""));

        assertThat(conf.get("mapreduce.map.java.opts")).isEqualTo("-XX:+PrintGCTimeStamps");
        for (String tasks : List.of("map", "reduce")) {
            assertThat(conf.get("mapreduce.admin." + tasks + ".child.java.opts"))
                    .startsWith("-D")
                    .endsWith(" -XX:+IgnoreUnrecognizedVMOptions");
        }
    }

    @Test
    void theNamesThatS3HadInOldHadoopsMeanTheOneThatItHas() {
        Configuration conf = setup(CLUSTER).configuration(tuning("""
                        "fs.s3.impl": "org.apache.hadoop.fs.s3.S3FileSystem",
                        "fs.s3n.impl": "org.apache.hadoop.fs.s3native.NativeS3FileSystem",
                        "fs.s3n.awsAccessKeyId": "id", "fs.s3n.awsSecretAccessKey": "secret"
                        """));

        assertThat(conf.get("fs.s3n.impl")).isEqualTo("org.apache.hadoop.fs.s3a.S3AFileSystem");
        assertThat(conf.get("fs.s3.impl")).isEqualTo("org.apache.hadoop.fs.s3a.S3AFileSystem");
        assertThat(conf.get("fs.s3a.access.key")).isEqualTo("id");
        assertThat(conf.get("fs.s3a.secret.key")).isEqualTo("secret");
    }

    @Test
    void anotherClassForS3AndItsPresentKeysAreKept() {
        Configuration conf = setup(CLUSTER).configuration(tuning("""
                        "fs.s3.impl": "com.example.OtherS3", "fs.s3.awsAccessKeyId": "old", "fs.s3a.access.key": "new"
                        """));

        assertThat(conf.get("fs.s3.impl")).isEqualTo("com.example.OtherS3");
        assertThat(conf.get("fs.s3a.access.key")).isEqualTo("new");
    }

    @Test
    void aMissingKeyIsNamed() throws Exception {
        assertRefused(Map.of("fs.defaultFS", "file:///"))
                .hasMessageStartingWith("Property [fs.defaultFS] is missing in [")
                .hasMessageEndingWith("add the cluster's core-site.xml to [indexer.hadoop-files]");
        assertRefused(Map.of("yarn.resourcemanager.hostname", "0.0.0.0"))
                .hasMessageStartingWith("Property [yarn.resourcemanager.hostname] is missing in [");
        assertRefused(Map.of("mapreduce.framework.name", "classic"))
                .hasMessageStartingWith("Property [mapreduce.framework.name] is [classic] in [")
                .hasMessageEndingWith("must be [yarn] or [local]");
    }

    @Test
    void aConfigurationFileThatIsNotThereIsNamed() {
        HadoopSetup setup = new HadoopSetup(List.of(Path.of("/no/core-site.xml")), Map.of(), 1, Optional.empty());

        assertThatThrownBy(() -> setup.connect(tuning("")))
                .hasMessage("Hadoop's configuration file [/no/core-site.xml] can't be read");
    }

    @Test
    void aFileSystemThatNobodyServesIsAnErrorSoon() {
        assertRefused(Map.of())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("File system [hdfs://localhost:1] can't be used: ")
                .hasMessageContaining("Is [fs.defaultFS] in [");
    }

    @Test
    void aResourceManagerThatNobodyServesIsAnErrorSoon() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        // a file system of Hadoop's that needs no server
        assertRefused(Map.of(
                        "fs.defaultFS",
                        "viewfs://local/",
                        "fs.viewfs.mounttable.local.link./data",
                        directory.toUri().toString(),
                        "yarn.resourcemanager.address",
                        "localhost:" + closed))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("YARN's ResourceManager can't be reached at [localhost:" + closed + "]: ");
    }

    @Test
    void kerberosNeedsAPrincipalWithItsKeytabAndAClusterThatAsksForIt() throws Exception {
        Path keytab = Files.writeString(directory.resolve("alice.keytab"), "");
        assertRefused(Map.of(HadoopSetup.KERBEROS_PRINCIPAL, "alice@EXAMPLE.COM"))
                .hasMessage(
                        "[indexer.kerberos.principal] and [indexer.kerberos.keytab] go together: one of them is missing");
        assertRefused(Map.of(
                        "druid.hadoop.security.kerberos.principal",
                        "alice@EXAMPLE.COM",
                        "druid.hadoop.security.kerberos.keytab",
                        keytab.toString()))
                .hasMessageContaining("[hadoop.security.authentication] isn't [kerberos]");
    }

    @Test
    void neitherPrincipalNorKeytabTravelToTasks() {
        Configuration conf = new Configuration();
        conf.set(HadoopSetup.KERBEROS_PRINCIPAL, "alice@EXAMPLE.COM");
        conf.set("druid.hadoop.security.kerberos.keytab", "/etc/alice.keytab");

        KerberosLogin.from(conf);

        assertThat(conf.get(HadoopSetup.KERBEROS_PRINCIPAL)).isNull();
        assertThat(conf.get("druid.hadoop.security.kerberos.keytab")).isNull();
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Map<String, String> properties) {
        Map<String, String> all = new java.util.HashMap<>(CLUSTER);
        all.putAll(properties);
        return assertThatThrownBy(() -> setup(all).connect(tuning("")));
    }

    private HadoopSetup setup(Map<String, String> properties) {
        return new HadoopSetup(List.of(), properties, 1, Optional.empty());
    }

    private static TuningSpec tuning(String jobProperties) {
        String spec = """
                {"dataSchema": {"dataSource": "x",
                   "parser": {"type": "string", "parseSpec": {"format": "json",
                     "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "granularitySpec": {"intervals": ["2001-01-01/P1D"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "/raw"}},
                 "tuningConfig": {"type": "hadoop", "jobProperties": {%s}}}""".formatted(jobProperties);
        return IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false, Map.of())
                .spec()
                .tuning();
    }
}
