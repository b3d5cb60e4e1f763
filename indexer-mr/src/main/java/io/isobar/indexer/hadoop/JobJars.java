package io.isobar.indexer.hadoop;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The driver's class path, as far as tasks need it. Hadoop and what only Hadoop uses, logging, databases, servers and the
 * modules that tasks never load stay behind: tasks find Hadoop and its logging on the cluster, and ours come first to them
 * alone ({@code mapreduce.job.classloader}).
 */
final class JobJars {
    private static final Pattern STAYS_BEHIND = Pattern.compile("("
            // Hadoop, and the libraries that it alone uses: tasks have the cluster's
            + "hadoop-(annotations|auth|client|common|hdfs|yarn|mapreduce|shaded)"
            + "|kerb|bcprov|dnsjava|httpc(lient|ore)|jersey|jakarta|javax\\.(servlet|activation|xml)|jaxb|woodstox|stax2"
            + "|commons-(beanutils|cli|collections|configuration|daemon|math3|net|text)|gson|re2j|audience-annotations|websocket"
            // logging: one binding in a process, and it is the cluster's
            + "|slf4j|logback|jcl-over|jul-to|log4j|reload4j|commons-logging"
            // databases and coordination: the driver's business
            + "|h2-|flyway|jdbi|geantyref|HikariCP|mysql|mariadb|zookeeper|curator|metrics-core|netty"
            // serving and the command line
            + "|jetty|picocli|jline|maxmind|cli-|serving-node|dc-replicator"
            // tests
            + "|junit|assertj|surefire|opentest4j|apiguardian|byte-buddy|archunit|duckdb|awaitility|hamcrest|mockito|jmh"
            + "|oozie).*|.*-tests\\.jar");

    private static final String TESTS = "test-classes";

    private final List<Path> classPath;

    JobJars(List<Path> classPath) {
        this.classPath = List.copyOf(classPath);
    }

    /** Those of this process. */
    static JobJars ofDriver() {
        return new JobJars(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** Uploads what isn't there yet. */
    List<org.apache.hadoop.fs.Path> upload(ClusterCache cache) throws IOException {
        List<org.apache.hadoop.fs.Path> uploaded = new ArrayList<>();
        for (Path entry : classPath) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                if (!name.equals(TESTS)) {
                    Path jar = pack(entry);
                    uploaded.add(upload(jar, "classes", cache));
                    Files.delete(jar);
                }
            } else if (Files.isRegularFile(entry) && travels(name)) {
                uploaded.add(upload(entry, name.replaceAll("\\.jar$", ""), cache));
            }
        }
        return uploaded;
    }

    static boolean travels(String jarName) {
        return jarName.endsWith(".jar")
                && (jarName.startsWith("hadoop-thin")
                        || !STAYS_BEHIND.matcher(jarName).matches());
    }

    private static org.apache.hadoop.fs.Path upload(Path jar, String name, ClusterCache cache) throws IOException {
        return cache.put(name + "-" + ContentHash.of(jar) + ".jar", out -> Files.copy(jar, out));
    }

    /** A jar of a directory of classes, as runs from a build have them. The same classes give the same bytes. */
    private static Path pack(Path classes) throws IOException {
        Path jar = Files.createTempFile("classes", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry =
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/'));
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
