package io.isobar.indexer.hadoop;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.util.LineReader;

/** Steps through lines of text. A line is reused for the next one. */
interface TextLines extends Closeable {
    boolean advance() throws IOException;

    Text line();

    /** Where the line begins in the file, if its bytes are the file's. */
    long offset();

    /** How much is behind, from 0 to 1. */
    float progress() throws IOException;

    /** The lines that begin in a part of a file, as Hadoop finds them. */
    final class OfSplit implements TextLines {
        private final LineRecordReader lines = new LineRecordReader();

        OfSplit(FileSplit split, TaskAttemptContext context) throws IOException {
            lines.initialize(split, context);
        }

        @Override
        public boolean advance() throws IOException {
            return lines.nextKeyValue();
        }

        @Override
        public Text line() {
            return lines.getCurrentValue();
        }

        @Override
        public long offset() {
            return lines.getCurrentKey().get();
        }

        @Override
        public float progress() throws IOException {
            return lines.getProgress();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** All lines of a compressed file. */
    final class OfFile implements TextLines {
        private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

        private final FSDataInputStream bytes;
        private final LineReader reader;
        private final long length;
        private final Text line = new Text();
        private boolean first = true;

        OfFile(TextFile file, long length) throws IOException {
            this.length = length;
            this.bytes = file.open();
            try {
                this.reader = new LineReader(file.text(bytes));
            } catch (IOException | RuntimeException | InternalError e) {
                bytes.close();
                throw e;
            }
        }

        @Override
        public boolean advance() throws IOException {
            boolean found = reader.readLine(line) > 0;
            if (first && found && startsWithMark()) {
                byte[] rest = Arrays.copyOfRange(line.getBytes(), BYTE_ORDER_MARK.length, line.getLength());
                line.set(rest);
            }
            first = false;
            return found;
        }

        private boolean startsWithMark() {
            return line.getLength() >= BYTE_ORDER_MARK.length
                    && Arrays.equals(
                            line.getBytes(), 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        }

        @Override
        public Text line() {
            return line;
        }

        @Override
        public long offset() {
            return 0;
        }

        @Override
        public float progress() throws IOException {
            return length == 0 ? 1 : Math.min(1f, bytes.getPos() / (float) length);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
