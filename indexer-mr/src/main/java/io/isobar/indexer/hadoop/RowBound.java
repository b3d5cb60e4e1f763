package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Tells how many rows files can have at most, where that is far cheaper to find out than to read the rows: a line of text is
 * one row or none, and a Parquet file says how many it has. A batch with no more rows than one segment should have needs no
 * survey to know how many segments its chunks become.
 */
final class RowBound {
    /** More is read by tasks, many at once, than by the driver alone. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int MOST_FILES = 200;
    private static final int SAMPLE_BYTES = 1 << 16;

    private final Configuration conf;
    private final long most;
    private final byte[] buffer = new byte[1 << 16];

    private RowBound(Configuration conf, long most) {
        this.conf = conf;
        this.most = most;
    }

    /** A number that the rows of these files don't exceed; empty if it is above {@code most}, or not cheap to find. */
    static OptionalLong of(Dataset dataset, List<FileStatus> files, long most, Configuration conf) throws IOException {
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        if (bytes > MOST_BYTES
                || files.size() > MOST_FILES
                || !dataset.lookups().isEmpty()) {
            return OptionalLong.empty();
        }
        RowBound bound = new RowBound(conf, most);
        InputFormatSpec.Kind kind = dataset.format().kind();
        if (kind == InputFormatSpec.Kind.PARQUET) {
            return bound.parquet(files);
        }
        return kind.isText() ? bound.lines(files) : OptionalLong.empty();
    }

    private OptionalLong parquet(List<FileStatus> files) throws IOException {
        long rows = 0;
        for (FileStatus file : files) {
            try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(file, conf))) {
                rows += reader.getRecordCount();
            } catch (IOException | RuntimeException e) {
                return OptionalLong.empty(); // damaged: whoever reads its rows says so, with the name of the file
            }
        }
        return rows > most ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    private OptionalLong lines(List<FileStatus> files) throws IOException {
        long lines = 0;
        for (FileStatus file : files) {
            TextFile text = new TextFile(file.getPath(), conf);
            try (FSDataInputStream bytes = text.open();
                    InputStream in = text.text(bytes)) {
                lines += lines(in, most - lines, text.isCompressed() ? 0 : file.getLen());
            } catch (IOException | RuntimeException | InternalError e) {
                return OptionalLong.empty(); // damaged: as above
            }
            if (lines > most) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(lines);
    }

    /** Counts, and gives up early if the first lines tell that so many bytes are far too many rows. */
    private long lines(InputStream in, long left, long length) throws IOException {
        LineCount count = new LineCount();
        long bytes = 0;
        boolean sampled = false;
        for (int read; count.most() <= left && (read = in.read(buffer)) >= 0; ) {
            count.add(buffer, read);
            bytes += read;
            if (!sampled && bytes >= SAMPLE_BYTES) {
                sampled = true;
                if ((double) count.most() / bytes * length > left) {
                    return left + 1;
                }
            }
        }
        return count.most();
    }
}
