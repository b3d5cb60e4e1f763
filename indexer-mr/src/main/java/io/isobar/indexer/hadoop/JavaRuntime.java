package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java runtime that travels to tasks, for clusters whose containers have none that is new enough. It is a gzipped tar: the
 * form in which YARN keeps the right to execute a file.
 *
 * <p>Of the JDK that the driver runs on, {@code jlink} makes an image of Java SE without tools and debug information, about
 * two thirds of the whole; where the JDK has no {@code jmods}, and of other directories, all that is needed at run time is
 * packed. Links are followed, since what distributions link to ({@code /etc}) isn't on the nodes.
 */
final class JavaRuntime {
    /** Java SE, because libraries may use any of it; the rest is what Hadoop logs in by, encodings, locales and diagnosis. */
    private static final String MODULES =
            "java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,"
                    + "jdk.management,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs";

    private static final Set<String> LEFT_OUT =
            Set.of("jmods", "include", "man", "demo", "sample", "docs", "src.zip", "ct.sym");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)[^\"]*\"");
    private static final int OLDEST = 17;
    private static final int MAY_EXECUTE = 0755;
    private static final int MAY_READ = 0644;
    private static final String ARCHIVE = ".tar.gz";
    private static final Logger log = LoggerFactory.getLogger(JavaRuntime.class);

    private final Path source;
    private final boolean isDriverOwn;

    private JavaRuntime(Path source, boolean isDriverOwn) {
        this.source = source;
        this.isDriverOwn = isDriverOwn;
    }

    /**
     * Where the runtime is on the cluster.
     *
     * @param archive what YARN unpacks
     * @param home of Java, beneath the directory into which it is unpacked; empty if it is that directory
     */
    record Shipped(org.apache.hadoop.fs.Path archive, String home) {}

    /** {@code true} is the runtime of this process; anything else names a directory or a {@code .tar.gz}. */
    static JavaRuntime of(String setting) throws IOException {
        boolean own = setting.equals("true");
        Path source = Path.of(own ? System.getProperty("java.home") : setting).toAbsolutePath();
        boolean fits = Files.isDirectory(source)
                ? Files.isExecutable(source.resolve("bin").resolve("java"))
                : Files.isRegularFile(source) && source.toString().endsWith(ARCHIVE);
        if (!fits) {
            throw new IOException(
                    "No Java runtime [%s] to ship: give a directory with [bin/java], a file [*.tar.gz] of one, or no value for the driver's own"
                            .formatted(source));
        }
        if (Files.isDirectory(source)) {
            refuseOld(source);
        }
        return new JavaRuntime(source, own);
    }

    private static void refuseOld(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return;
        }
        Matcher version = VERSION.matcher(Files.readString(release));
        if (version.find() && Integer.parseInt(version.group(1)) < OLDEST) {
            throw new IOException("Java runtime [%s] is version [%s]: tasks need Java [%d] or later"
                    .formatted(home, version.group(1), OLDEST));
        }
    }

    Shipped upload(ClusterCache cache) throws IOException {
        if (!Files.isDirectory(source)) {
            String home = homeInArchive(source);
            String name = "java-" + ContentHash.of(source) + ARCHIVE;
            return new Shipped(cache.put(name, out -> Files.copy(source, out)), home);
        }
        Map<String, Path> files = files(source);
        // by what it is made of, so that nothing is linked or packed for a file that is there already
        ContentHash hash = new ContentHash().add(isDriverOwn ? MODULES : "whole");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            hash.add(file.getKey()).add(file.getValue());
        }
        String name = "java-" + hash.digits() + ARCHIVE;
        return new Shipped(cache.put(name, out -> pack(files, out)), "");
    }

    private void pack(Map<String, Path> files, OutputStream out) throws IOException {
        if (!isDriverOwn || !Files.isDirectory(source.resolve("jmods"))) {
            tar(files, out);
            return;
        }
        try (ScratchDirectory scratch = new ScratchDirectory(Path.of(System.getProperty("java.io.tmpdir")))) {
            Path image = scratch.fresh("java");
            Optional<String> problem = link(image);
            problem.ifPresent(
                    why -> log.warn("The runtime [{}] is shipped whole, since jlink failed: {}", source, why));
            tar(problem.isPresent() ? files : files(image), out);
        }
    }

    /** Says what went wrong, if it did. */
    private Optional<String> link(Path image) {
        Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
        if (jlink.isEmpty()) {
            return Optional.of("there is none");
        }
        StringWriter said = new StringWriter();
        PrintWriter told = new PrintWriter(said);
        int status = jlink.get()
                .run(
                        told,
                        told,
                        "--module-path",
                        source.resolve("jmods").toString(),
                        "--add-modules",
                        MODULES,
                        "--strip-debug",
                        "--no-man-pages",
                        "--no-header-files",
                        "--compress=2",
                        "--output",
                        image.toString());
        return status == 0 ? Optional.empty() : Optional.of(said.toString().strip());
    }

    /** What is packed, by its name there. */
    private static Map<String, Path> files(Path root) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                        return isLeftOut(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && !isLeftOut(file)) { // a link that leads nowhere isn't
                            files.put(root.relativize(file).toString(), file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, @Nullable IOException problem)
                            throws IOException {
                        if (problem instanceof java.nio.file.FileSystemLoopException || isLeftOut(file)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw new IOException("File [%s] of the Java runtime can't be read".formatted(file), problem);
                    }
                });
        return files;
    }

    private static boolean isLeftOut(Path path) {
        return LEFT_OUT.contains(path.getFileName().toString());
    }

    private static void tar(Map<String, Path> files, OutputStream out) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16); // not closed: the caller closes what is beneath
        TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
            entry.setSize(Files.size(file.getValue()));
            entry.setModTime(0);
            entry.setMode(Files.isExecutable(file.getValue()) ? MAY_EXECUTE : MAY_READ);
            tar.putArchiveEntry(entry);
            Files.copy(file.getValue(), tar);
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
        zipped.finish();
    }

    private static String homeInArchive(Path archive) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceFirst("^\\./", "");
                if (name.equals("bin/java")) {
                    return "";
                }
                if (name.endsWith("/bin/java") && !name.endsWith("/jre/bin/java")) {
                    return name.substring(0, name.length() - "/bin/java".length());
                }
            }
        }
        throw new IOException("Archive [%s] has no [bin/java]: it is no Java runtime".formatted(archive));
    }
}
