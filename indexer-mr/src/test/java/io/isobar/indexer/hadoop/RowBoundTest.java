package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound is never below the rows that are read, and is given up where it could not help. */
class RowBoundTest {
    @TempDir
    java.nio.file.Path directory;

    @Test
    void linesEndAsTheReaderOfLinesHasIt() throws Exception {
        assertThat(bound(10, "a\nb\r\nc\rd")).hasValue(4);
        assertThat(bound(10, "a\r\nb\r\n")).hasValue(3);
        assertThat(bound(10, "")).hasValue(1);
        assertThat(bound(10, "a\n", "b\n", "c")).hasValue(5);
    }

    @Test
    void isEmptyWhenThereMayBeMore() throws Exception {
        assertThat(bound(3, "a\nb\nc\n")).isEmpty();
        assertThat(bound(4, "a\nb\nc\n")).hasValue(4);
        assertThat(bound(3, "a\nb", "c\nd")).isEmpty();
    }

    @Test
    void countsAcrossBuffersAndThroughCompression() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        int lines = 0;
        while (text.length() < 300_000) {
            text.append("x".repeat(random.nextInt(200)))
                    .append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
            lines++;
        }
        text.append("end");
        assertThat(bound(lines * 2L, text.toString()).orElseThrow()).isBetween((long) lines, lines + 1L);

        java.nio.file.Path zipped = directory.resolve("zipped.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(bound(lines * 2L, List.of(status(zipped))).orElseThrow()).isBetween((long) lines, lines + 1L);
    }

    private OptionalLong bound(long most, String... contents) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        for (int i = 0; i < contents.length; i++) {
            files.add(status(Files.writeString(directory.resolve("file" + i), contents[i])));
        }
        return bound(most, files);
    }

    private static OptionalLong bound(long most, List<FileStatus> files) throws IOException {
        Dataset lines = new Dataset("input", InputFormatSpec.JSON_LINES, List.of(), Optional.empty());
        return RowBound.of(lines, files, most, new Configuration());
    }

    private static FileStatus status(java.nio.file.Path file) throws IOException {
        Path path = new Path(file.toUri());
        return path.getFileSystem(new Configuration()).getFileStatus(path);
    }
}
