package io.isobar.bench.indexing;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Raw files, and the spec that indexes them. */
enum RawData {
    /** TPC-H's lineitem in the order in which its generator makes it: 600,572 rows of CSV a unit, one segment a year. */
    LINEITEM {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                for (LineItem item : new LineItemGenerator(0.1 * size, 1, 1)) {
                    out.write(String.join(
                            ",",
                            LocalDate.ofEpochDay(item.getShipDate()).toString(),
                            item.getReturnFlag(),
                            item.getStatus(),
                            item.getShipMode(),
                            item.getShipInstructions(),
                            LocalDate.ofEpochDay(item.getCommitDate()).toString(),
                            Long.toString(item.getPartKey()),
                            Long.toString(item.getSupplierKey()),
                            Long.toString(item.getQuantity()),
                            Double.toString(item.getExtendedPrice()),
                            Double.toString(item.getDiscount()),
                            Double.toString(item.getTax())));
                    out.newLine();
                }
            }
        }
    },

    /** Flights of the United States as CSV: the month of the sample a unit, with rollup by hour. */
    FLIGHTS {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            Path all = data.resolve("flights-3m.parquet");
            Path month = Files.exists(all) ? all : data.resolve("flights/flights-2001-01.parquet");
            try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duckDb.createStatement()) {
                statement.execute(
                        "COPY (SELECT strftime(date, '%%Y-%%m-%%dT%%H:%%M:%%S') AS t, origin, destination, distance, delay FROM '%s', range(%d)) TO '%s' (HEADER false)"
                                .formatted(month, size, file));
            } catch (SQLException e) {
                throw new IOException("Cannot read the flights of [%s]".formatted(month), e);
            }
        }
    },

    /** A day of edits of Wikipedia as JSON, ten times a unit, each copy 7 ms later than the one before. */
    WIKITICKER {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            Path day = data.resolve("wikiticker-2015-09-12-sampled.json.gz");
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                for (int copy = 0; copy < COPIES * size; copy++) {
                    try (InputStream raw = Files.newInputStream(day);
                            var lines = new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8)) {
                        for (String line :
                                new java.io.BufferedReader(lines).lines().toList()) {
                            out.write(shifted(line, copy * SHIFT_MILLIS));
                            out.newLine();
                        }
                    }
                }
            }
        }
    },

    /** The rows of {@link #LINEITEM} in one segment, whatever their number. */
    WHOLE {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            LINEITEM.write(file, size, data);
        }
    },

    /** A million rows a unit with an id that no other row has, in one segment. */
    DISTINCT {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            MadeRows.write(file, size, MadeRows::distinct);
        }
    },

    /** A million rows a unit that become 1,000 by rollup, whatever the size. */
    ROLLUP {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            MadeRows.write(file, size, MadeRows::alike);
        }
    },

    /** A million rows a unit, 95 of 100 in one hour of a day and of one value of the dimension that they are dealt by. */
    SKEW {
        @Override
        void write(Path file, int size, Path data) throws IOException {
            MadeRows.write(file, size, MadeRows::skewed);
        }
    };

    private static final int COPIES = 10;
    private static final long SHIFT_MILLIS = 7;
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");

    private static String shifted(String line, long millis) {
        Matcher time = TIME.matcher(line);
        if (!time.find()) {
            throw new IllegalArgumentException("Row without [time]: " + line);
        }
        return line.substring(0, time.start(1))
                + Instant.parse(time.group(1)).plusMillis(millis)
                + line.substring(time.end(1));
    }

    /** Writes the rows; {@code data} is where files are that can't be made. */
    abstract void write(Path file, int size, Path data) throws IOException;

    /** What it is called in options and files. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The spec in the form of {@code index hadoop}, for both. */
    String spec(Path input, Path out, List<String> jobProperties) throws IOException {
        try (InputStream in = Objects.requireNonNull(RawData.class.getResourceAsStream(option() + ".json"), option())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${input}", input.toString())
                    .replace("${out}", out.toString())
                    .replace("${jobProperties}", String.join(", ", jobProperties));
        }
    }
}
