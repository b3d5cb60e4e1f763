package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.Job;

/**
 * Brings the driver's class path to the tasks on a cluster. Each jar is uploaded once, to {@code <workingPath>/classpath},
 * under a name that holds its hash, and shared by all runs. Hadoop's own jars, logging and servers stay behind: tasks find
 * Hadoop and its logging on the cluster, and ours come first to them alone ({@code mapreduce.job.classloader}).
 */
final class JobJars {
    private static final int HASH_DIGITS = 16;
    private static final Pattern STAYS_BEHIND =
            Pattern.compile("(hadoop-(annotations|auth|common|hdfs|yarn|mapreduce|shaded)"
                    + "|slf4j|logback|jcl-over|log4j|reload4j|commons-logging|jetty|websocket|netty|zookeeper|curator|h2-|flyway"
                    + "|jdbi|HikariCP|mysql|mariadb|picocli|maxmind|junit|assertj|surefire|opentest4j|apiguardian|byte-buddy"
                    + "|archunit|duckdb|awaitility|hamcrest|kerb|bcprov|dnsjava|jersey|jakarta).*");

    private final org.apache.hadoop.fs.Path directory;
    private final FileSystem fileSystem;

    JobJars(org.apache.hadoop.fs.Path workingPath, Configuration conf) throws IOException {
        this.directory = new org.apache.hadoop.fs.Path(workingPath, "classpath");
        this.fileSystem = directory.getFileSystem(conf);
    }

    /** Uploads what isn't there yet. */
    List<org.apache.hadoop.fs.Path> upload() throws IOException {
        List<org.apache.hadoop.fs.Path> uploaded = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            Path local = Path.of(entry);
            if (Files.isDirectory(local)) {
                Path jar = pack(local);
                uploaded.add(upload(jar, "classes"));
                Files.delete(jar);
            } else if (Files.isRegularFile(local) && travels(local.getFileName().toString())) {
                uploaded.add(upload(local, local.getFileName().toString().replaceAll("\\.jar$", "")));
            }
        }
        return uploaded;
    }

    static void add(List<org.apache.hadoop.fs.Path> jars, Job job) throws IOException {
        for (org.apache.hadoop.fs.Path jar : jars) {
            job.addFileToClassPath(jar);
        }
    }

    static boolean travels(String jarName) {
        return jarName.startsWith("hadoop-thin")
                || !STAYS_BEHIND.matcher(jarName).matches();
    }

    private org.apache.hadoop.fs.Path upload(Path jar, String name) throws IOException {
        String hash = sha256(jar).substring(0, HASH_DIGITS);
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(directory, name + "-" + hash + ".jar");
        if (fileSystem.exists(target) && fileSystem.getFileStatus(target).getLen() == Files.size(jar)) {
            return target;
        }
        org.apache.hadoop.fs.Path unfinished = target.suffix("." + System.nanoTime());
        fileSystem.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(jar.toUri()), unfinished);
        if (!fileSystem.rename(unfinished, target)) {
            fileSystem.delete(unfinished, false); // another run was faster
        }
        return target;
    }

    /** A jar of a directory of classes, as runs from a build have them. The same classes give the same bytes. */
    private static Path pack(Path classes) throws IOException {
        Path jar = Files.createTempFile("classes", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry =
                        new JarEntry(classes.relativize(file).toString().replace(java.io.File.separatorChar, '/'));
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
