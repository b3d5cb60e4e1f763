package io.isobar.bench.isobar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.bench.Contender;
import io.isobar.bench.RowTableWriter;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Rows that segments are built from. */
enum BenchmarkData {
    /** TPC-H's lineitem in the order in which its generator makes it, by the day of shipment. */
    LINEITEM {
        @Override
        RowTableWriter rows(double scale, Path data) throws IOException {
            RowTableWriter out = new RowTableWriter()
                    .longs("__time")
                    .strings("returnflag")
                    .strings("linestatus")
                    .strings("shipmode")
                    .strings("shipinstruct")
                    .strings("commitdate")
                    .strings("partkey")
                    .strings("suppkey")
                    .doubles("quantity")
                    .doubles("extendedprice")
                    .doubles("discount")
                    .doubles("tax");
            for (LineItem item : new LineItemGenerator(scale, 1, 1)) {
                out.add(
                        item.getShipDate() * MILLIS_PER_DAY,
                        item.getReturnFlag(),
                        item.getStatus(),
                        item.getShipMode(),
                        item.getShipInstructions(),
                        LocalDate.ofEpochDay(item.getCommitDate()).toString(),
                        Long.toString(item.getPartKey()),
                        Long.toString(item.getSupplierKey()),
                        (double) item.getQuantity(),
                        item.getExtendedPrice(),
                        item.getDiscount(),
                        item.getTax());
            }
            return out;
        }
    },

    /** Flights of the United States in 2001: a month of the sample, or six from {@code flights-3m.parquet}. */
    FLIGHTS {
        @Override
        RowTableWriter rows(double scale, Path data) throws IOException {
            RowTableWriter out = new RowTableWriter()
                    .longs("__time")
                    .strings("origin")
                    .strings("destination")
                    .longs("distance")
                    .longs("delay");
            Path all = data.resolve("flights-3m.parquet");
            Path file = Files.exists(all) ? all : data.resolve("flights/flights-2001-01.parquet");
            try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duckDb.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT epoch_ms(date), origin, destination, distance, delay FROM '" + file + "'")) {
                while (rows.next()) {
                    out.add(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4), rows.getLong(5));
                }
            } catch (SQLException e) {
                throw new IOException("Cannot read the flights of [%s]".formatted(file), e);
            }
            return out;
        }
    },

    /** A day of edits of Wikipedia, ten times, each copy 7 ms later than the one before. */
    WIKITICKER {
        @Override
        RowTableWriter rows(double scale, Path data) throws IOException {
            RowTableWriter out = new RowTableWriter().longs("__time");
            String[] texts = {
                "channel", "cityName", "comment", "countryIsoCode", "countryName", "isAnonymous", "isMinor", "isNew",
                "isRobot", "isUnpatrolled", "metroCode", "namespace", "page", "regionIsoCode", "regionName", "user"
            };
            for (String name : texts) {
                out.strings(name);
            }
            out.longs("added").longs("deleted").longs("delta");
            Path file = data.resolve("wikiticker-2015-09-12-sampled.json.gz");
            for (int copy = 0; copy < COPIES; copy++) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                        var rows = JSON.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
                    while (rows.hasNext()) {
                        JsonNode row = rows.next();
                        @Nullable Object[] values = new Object[texts.length + 4];
                        values[0] = Instant.parse(row.path("time").asText()).toEpochMilli() + copy * SHIFT_MILLIS;
                        for (int i = 0; i < texts.length; i++) {
                            JsonNode value = row.path(texts[i]);
                            values[1 + i] = value.isNull() || value.isMissingNode() ? null : value.asText();
                        }
                        values[texts.length + 1] = row.path("added").longValue();
                        values[texts.length + 2] = row.path("deleted").longValue();
                        values[texts.length + 3] = row.path("delta").longValue();
                        out.add(values);
                    }
                }
            }
            return out;
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long SHIFT_MILLIS = 7;
    private static final int COPIES = 10;

    /** The rows; {@code scale} is TPC-H's, {@code data} where files are. */
    abstract RowTableWriter rows(double scale, Path data) throws IOException;

    /** What they are called in options. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The shape of the segment, as one line. */
    String spec() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Contender.class.getResourceAsStream(option() + ".json"), option())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        }
    }
}
