package io.isobar.indexer.input;

import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one local text file (JSON lines, CSV, TSV, regex; gzip if its name ends in {@code .gz}) by a spec. */
public final class RowReader implements Closeable {
    private final Path file;
    private final BufferedReader lines;
    private final LineParser parser;
    private final RowProcessor processor;
    private final Map<RowOutcome, Long> counts = new EnumMap<>(RowOutcome.class);
    private long line;

    private RowReader(Path file, IngestionSpec spec, LongPredicate inside, BadRows badRows) throws IOException {
        this.file = file;
        this.processor = new RowProcessor(spec, inside, badRows, outcome -> counts.merge(outcome, 1L, Long::sum));
        this.lines = open(file, spec.format());
        try {
            this.parser = parser(spec.format());
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /**
     * Opens a file.
     *
     * @param spec with all dimensions listed, see {@link #dimensions}
     * @param inside which times are wanted
     * @param badRows told about each bad row, before the reader fails because there are too many
     */
    public static RowReader open(Path file, IngestionSpec spec, LongPredicate inside, BadRows.Sink badRows)
            throws IOException {
        return new RowReader(file, spec, inside, BadRows.of(spec.tuning(), badRows));
    }

    /** The dimensions of the spec; if it doesn't list them, those that the file has, by reading all of it. */
    public static List<Dimension> dimensions(Path file, IngestionSpec spec) throws IOException {
        if (!spec.dimensions().discovers()) {
            return spec.dimensions().listed();
        }
        Set<String> fields = new TreeSet<>();
        try (RowReader reader = open(file, spec, time -> true, badRow -> {})) {
            for (Row row; (row = reader.nextRow()) != null; ) {
                fields.addAll(row.fields().keySet());
            }
        }
        return spec.dimensions().resolve(fields, spec.timestamp(), spec.metricSpecs());
    }

    /** The next row that is wanted and can be read, or null after the last one. */
    public @Nullable BuildRow next() throws IOException {
        for (Row row; (row = nextRow()) != null; ) {
            BuildRow built = processor.process(row, position());
            if (built != null) {
                return built;
            }
        }
        return null;
    }

    /** How many rows went which way so far. */
    public Map<RowOutcome, Long> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable Row nextRow() throws IOException {
        for (String text; (text = nextLine()) != null; ) {
            if (!text.isBlank()) {
                try {
                    return parser.parse(text);
                } catch (BadRowException e) {
                    processor.unparseable(e, position());
                }
            }
        }
        return null;
    }

    private RowPosition position() {
        return RowPosition.of(file.toString(), "line", line);
    }

    /** Reads the header, if files have one. */
    private LineParser parser(InputFormatSpec format) throws IOException {
        LineParser made;
        try {
            made = LineParser.of(format, this::nextLine);
        } catch (IOException e) {
            throw new IOException("File [" + file + "] can't be read: " + e.getMessage(), e);
        }
        while (line < format.line().headerLines() && nextLine() != null) {}
        return made;
    }

    private @Nullable String nextLine() throws IOException {
        String text = lines.readLine();
        line++;
        return line == 1 && text != null && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static BufferedReader open(Path file, InputFormatSpec format) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            return new BufferedReader(new InputStreamReader(text, format.charset()), 1 << 16);
        } catch (IOException e) {
            bytes.close();
            throw new IOException("File [" + file + "] is not gzip: " + e.getMessage(), e);
        }
    }
}
