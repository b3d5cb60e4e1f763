package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaRuntimeTest {
    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void aRuntime() throws IOException {
        home = directory.resolve("jre");
        write("bin/java", "#!/bin/sh");
        assertThat(home.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        write("lib/modules", "classes");
        write("release", "JAVA_VERSION=\"17.0.15\"\n");
    }

    @Test
    void rightsToExecuteAreKeptAndWhatOnlyDevelopersNeedIsLeftOut() throws Exception {
        write("jmods/java.base.jmod", "jmod");
        write("lib/src.zip", "sources");
        write("man/man1/java.1", "manual");

        var shipped = upload(home);

        assertThat(shipped.home()).isEmpty();
        assertThat(modes(shipped)).isEqualTo(Map.of("bin/java", 0755, "lib/modules", 0644, "release", 0644));
    }

    /** Distributions link from the runtime into /etc and /usr/share, where nodes have nothing. */
    @Test
    void linksAreFollowedAndThoseThatLeadNowhereLeftOut() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("cacerts"), "certificates");
        Files.createDirectories(home.resolve("lib/security"));
        Files.createSymbolicLink(home.resolve("lib/security/cacerts"), elsewhere);
        Files.createSymbolicLink(home.resolve("lib/nowhere"), directory.resolve("nothing"));
        Files.createSymbolicLink(home.resolve("lib/loop"), home);

        var shipped = upload(home);

        assertThat(contents(shipped)).containsEntry("lib/security/cacerts", "certificates");
        assertThat(contents(shipped)).containsOnlyKeys("bin/java", "lib/modules", "lib/security/cacerts", "release");
    }

    @Test
    void theSameRuntimeIsPackedOnceAndAnotherOneBeside() throws Exception {
        var first = upload(home);
        var again = upload(home);
        write("lib/modules", "other classes");
        var other = upload(home);

        assertThat(again).isEqualTo(first);
        assertThat(other.archive()).isNotEqualTo(first.archive());
    }

    @Test
    void anArchiveIsSentAsItIsAndItsRuntimeFoundInside() throws Exception {
        Path archive =
                archiveOf("./jdk-17.0.15-jre/release", "./jdk-17.0.15-jre/bin/java", "./jdk-17.0.15-jre/jre/bin/java");

        var shipped = upload(archive);

        assertThat(shipped.home()).isEqualTo("jdk-17.0.15-jre");
        assertThat(Path.of(shipped.archive().toUri())).hasSameBinaryContentAs(archive);
    }

    @Test
    void anArchiveWithoutJavaIsRefused() throws Exception {
        Path archive = archiveOf("release", "lib/modules");

        assertThatThrownBy(() -> upload(archive))
                .hasMessage("Archive [" + archive + "] has no [bin/java]: it is no Java runtime");
    }

    private Path archiveOf(String... names) throws IOException {
        Path archive = directory.resolve("runtime.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            for (String name : names) {
                tar.putArchiveEntry(new TarArchiveEntry(name));
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    @Test
    void whatIsNoRuntimeIsRefused() throws Exception {
        assertThatThrownBy(() -> JavaRuntime.of(directory.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "No Java runtime [" + directory + "] to ship: give a directory with [bin/java]");
        write("release", "JAVA_VERSION=\"1.8.0_402\"\n");
        assertThatThrownBy(() -> JavaRuntime.of(home.toString()))
                .hasMessageContaining("is version [8]: tasks need Java [17] or later");
    }

    private JavaRuntime.Shipped upload(Path runtime) throws IOException {
        var work = new org.apache.hadoop.fs.Path(directory.resolve("work").toUri());
        return JavaRuntime.of(runtime.toString())
                .upload(new ClusterCache(work, "alice", new Configuration(), Clock.systemUTC()));
    }

    private void write(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static Map<String, Integer> modes(JavaRuntime.Shipped shipped) throws IOException {
        Map<String, Integer> modes = new TreeMap<>();
        try (TarArchiveInputStream tar = open(shipped)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                modes.put(entry.getName(), entry.getMode() & 0777);
            }
        }
        return modes;
    }

    private static Map<String, String> contents(JavaRuntime.Shipped shipped) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (TarArchiveInputStream tar = open(shipped)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                contents.put(entry.getName(), new String(tar.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    private static TarArchiveInputStream open(JavaRuntime.Shipped shipped) throws IOException {
        InputStream file = Files.newInputStream(Path.of(shipped.archive().toUri()));
        return new TarArchiveInputStream(new GZIPInputStream(file));
    }
}
