package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.LineParser;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.util.LineReader;

/** Lines of a text file. Blank lines are passed over, and those of a header. */
final class LineCursor implements RowCursor {
    private final FileSplit split;
    private final TextFile file;
    private final Charset charset;
    private final LineParser parser;
    private final int headerLines;
    private final TextLines lines;
    private long lineInSplit;
    private long firstOffset = -1;

    LineCursor(InputFormatSpec format, FileSplit split, TaskAttemptContext context) throws IOException {
        this.split = split;
        this.file = new TextFile(split.getPath(), context.getConfiguration());
        this.charset = format.charset();
        this.headerLines = split.getStart() == 0 ? format.line().headerLines() : 0;
        try {
            this.parser = parser(format);
            this.lines = file.isSplittable()
                    ? new TextLines.OfSplit(split, context)
                    : new TextLines.OfFile(file, split.getLength());
        } catch (IOException | RuntimeException | InternalError e) {
            throw file.damaged(e);
        }
    }

    /** Opens the file at its beginning only if there is a header to read. */
    private LineParser parser(InputFormatSpec format) throws IOException {
        if (format.line().headerLines() == 0) {
            return LineParser.of(format, () -> null);
        }
        try (FSDataInputStream bytes = file.open();
                InputStream text = file.text(bytes);
                LineReader reader = new LineReader(text)) {
            Text line = new Text();
            return LineParser.of(format, () -> reader.readLine(line) == 0 ? null : text(line));
        }
    }

    @Override
    public boolean advance() throws IOException {
        try {
            while (lines.advance()) {
                lineInSplit++;
                if (firstOffset < 0) {
                    firstOffset = lines.offset();
                }
                if (lineInSplit > headerLines && !isBlank(lines.line())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException | InternalError e) { // the last from codecs in machine code
            throw file.damaged(e);
        }
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
        return parser.parse(text(lines.line()));
    }

    private String text(Text line) {
        return charset.equals(StandardCharsets.UTF_8)
                ? line.toString()
                : new String(line.getBytes(), 0, line.getLength(), charset);
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
        return lines.progress();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Only for a bad row of a split that begins amid a file: reads what is before it. */
    private long linesBefore(long offset) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        try (InputStream bytes = file.open()) {
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
