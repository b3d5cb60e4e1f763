package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.LineParser;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.util.LineReader;

/** Lines of a text file, plain or compressed by one of Hadoop's codecs. Blank lines are passed over. */
final class LineCursor implements RowCursor {
    private final LineRecordReader lines = new LineRecordReader();
    private final Configuration conf;
    private final FileSplit split;
    private final LineParser parser;
    private final boolean header;
    private long lineInSplit;
    private long firstOffset = -1;

    LineCursor(InputFormatSpec format, FileSplit split, TaskAttemptContext context) throws IOException {
        this.conf = context.getConfiguration();
        this.split = split;
        this.header = format.header();
        this.parser = LineParser.of(format, header ? columns(format) : format.columns());
        lines.initialize(split, context);
    }

    @Override
    public boolean advance() throws IOException {
        while (lines.nextKeyValue()) {
            lineInSplit++;
            if (firstOffset < 0) {
                firstOffset = lines.getCurrentKey().get();
            }
            boolean isHeader = header && split.getStart() == 0 && lineInSplit == 1;
            if (!isHeader && !isBlank(lines.getCurrentValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(Text line) {
        for (int i = 0; i < line.getLength(); i++) {
            if (line.getBytes()[i] != ' ' && line.getBytes()[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public Row row() throws BadRowException {
        return parser.parse(lines.getCurrentValue().toString());
    }

    @Override
    public RowPosition position() {
        long inSplit = lineInSplit;
        return () -> {
            try {
                long before = split.getStart() == 0 ? 0 : linesBefore(firstOffset);
                return new RowPosition.Place(split.getPath().toString(), "line", before + inSplit);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public float progress() throws IOException {
        return lines.getProgress();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private List<String> columns(InputFormatSpec format) throws IOException {
        Path file = split.getPath();
        CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
        try (InputStream raw = file.getFileSystem(conf).open(file);
                InputStream bytes = codec == null ? raw : codec.createInputStream(raw);
                LineReader reader = new LineReader(bytes, conf)) {
            Text first = new Text();
            reader.readLine(first);
            return LineParser.header(format, first.toString());
        } catch (BadRowException e) {
            throw new IOException("The header in line [1] of file [" + file + "] " + e.getMessage(), e);
        }
    }

    /** Only for a bad row of a split that begins amid a file: reads what is before it. */
    private long linesBefore(long offset) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        try (InputStream bytes = split.getPath().getFileSystem(conf).open(split.getPath())) {
            for (long left = offset; left > 0; ) {
                int read = bytes.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    count += buffer[i] == '\n' ? 1 : 0;
                }
                left -= read;
            }
        }
        return count;
    }
}
