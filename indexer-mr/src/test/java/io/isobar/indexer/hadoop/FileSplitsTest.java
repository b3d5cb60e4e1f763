package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.spec.InputFormatSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSplitsTest {
    private static final long MOST = 10_000;

    @TempDir
    Path directory;

    private final FileSplits splits = new FileSplits(0, true, MOST, new Configuration());

    @Test
    void aLargeFileIsCutAndSmallOnesShare() throws Exception {
        add("large", 25_000);
        for (int i = 0; i < 30; i++) {
            add("small" + i, 900);
        }

        List<DatasetSplit> made = splits.splits();

        assertThat(made.stream().filter(split -> !(split instanceof FilesSplit)))
                .extracting(DatasetSplit::getLength)
                .containsExactly(10_000L, 10_000L, 5_000L);
        assertThat(made.stream().filter(FilesSplit.class::isInstance))
                .extracting(split -> ((FilesSplit) split).parts().size())
                .containsExactly(10, 10, 10);
        assertThat(made.stream().mapToLong(DatasetSplit::getLength).sum()).isEqualTo(25_000 + 30 * 900);
        assertThat(made.get(made.size() - 1).getLocations()).isNotNull();
    }

    @Test
    void aCompressedFileIsNotCutAndAnEmptyOneIsNoSplit() throws Exception {
        add("large.gz", 25_000);
        add("empty", 0);

        assertThat(splits.splits()).extracting(DatasetSplit::getLength).containsExactly(25_000L);
    }

    @Test
    void aSplitHasNoMoreThanSoManyFiles() throws Exception {
        for (int i = 0; i < 600; i++) {
            add("tiny" + i, 1);
        }

        assertThat(splits.splits())
                .extracting(split -> ((FilesSplit) split).parts().size())
                .allMatch(files -> files <= 256)
                .hasSizeLessThan(5);
    }

    @Test
    void aSharedSplitTravels() throws Exception {
        add("a", 10);
        add("b", 20);
        FilesSplit split = (FilesSplit) splits.splits().get(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        split.write(new DataOutputStream(bytes));
        FilesSplit read = new FilesSplit();
        read.readFields(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(names(read)).isEqualTo(names(split)).isEqualTo("a:10 b:20");
        assertThat(read.getLength()).isEqualTo(30);
    }

    @Test
    void theRowsOfAllItsFilesAreGivenAndEachKnowsItsFile() throws Exception {
        List<FileSplit> parts = new ArrayList<>();
        for (String name : List.of("a", "none", "b")) {
            Path file = Files.writeString(
                    directory.resolve(name),
                    name.equals("none") ? "" : "{\"n\":\"" + name + "1\"}\n{\"n\":\"" + name + "2\"}\n");
            parts.add(
                    new FileSplit(new org.apache.hadoop.fs.Path(file.toString()), 0, Files.size(file), new String[0]));
        }
        List<String> rows = new ArrayList<>();
        var context = new TaskAttemptContextImpl(new Configuration(), new TaskAttemptID());
        try (ChainedCursor cursor =
                new ChainedCursor(parts, part -> new LineCursor(InputFormatSpec.JSON_LINES, part, context))) {
            while (cursor.advance()) {
                rows.add(cursor.row().value("n") + " " + cursor.position().place());
            }
            assertThat(cursor.progress()).isEqualTo(1f);
        }

        assertThat(rows)
                .containsExactly(
                        "a1 line [1] of file [" + directory + "/a]",
                        "a2 line [2] of file [" + directory + "/a]",
                        "b1 line [1] of file [" + directory + "/b]",
                        "b2 line [2] of file [" + directory + "/b]");
    }

    private static String names(FilesSplit split) {
        return split.parts().stream()
                .map(part -> part.getPath().getName() + ":" + part.getLength())
                .collect(Collectors.joining(" "));
    }

    private void add(String name, int bytes) throws IOException {
        Path file = Files.write(directory.resolve(name), new byte[bytes]);
        splits.add(new org.apache.hadoop.fs.Path(file.toString()));
    }
}
