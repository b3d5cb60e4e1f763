package io.isobar.segment.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A segment that Apache Druid 33.0.0 wrote, with the rows it was given and the answers it gave.
 *
 * @param directory has {@code segment/}, {@code spec.json}, {@code rows.jsonl.gz}, {@code queries/} and {@code results/}
 */
public record GoldenSegment(Path directory) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that are in this module's test resources, and those of {@code ISOBAR_DATA} that are too large for them. */
    public static Stream<GoldenSegment> all() {
        Stream<GoldenSegment> here = names(resources()).map(GoldenSegment::named);
        return Stream.concat(
                here,
                moreData().map(data -> data.resolve("golden")).filter(Files::isDirectory).stream()
                        .flatMap(golden -> names(golden)
                                .filter(name -> name.contains("_big"))
                                .map(name -> new GoldenSegment(golden.resolve(name)))));
    }

    /** The one whose directory has this name in the test resources. */
    public static GoldenSegment named(String name) {
        return new GoldenSegment(resources().resolve(name));
    }

    /** The one whose directory begins with this number in the test resources. */
    public static GoldenSegment number(int number) {
        return names(resources())
                .filter(name -> name.startsWith("%02d_".formatted(number)))
                .map(GoldenSegment::named)
                .findFirst()
                .orElseThrow();
    }

    /** The directory that {@code ISOBAR_DATA} names, as a system property or in the environment. */
    public static Optional<Path> moreData() {
        String property = System.getProperty("ISOBAR_DATA", System.getenv("ISOBAR_DATA"));
        return Optional.ofNullable(property).map(Path::of);
    }

    /** The name of its directory. */
    public String name() {
        return directory.getFileName().toString();
    }

    /** The segment itself, on the default file system. */
    public Path segment() {
        return directory.resolve("segment");
    }

    /** Its spec as it was recorded. */
    public JsonNode specJson() {
        return json(directory.resolve("spec.json"));
    }

    /** The spec it was built with; only for those whose columns we can build. */
    public SegmentSpec spec() {
        JsonNode json = specJson();
        List<Dimension> dimensions = new ArrayList<>();
        json.at("/dimensionsSpec/dimensions").forEach(d -> dimensions.add(Dimension.fromJson(d)));
        List<Metric> metrics = new ArrayList<>();
        json.path("metricsSpec").forEach(m -> metrics.add(Metric.fromJson(m)));
        JsonNode granularity = json.path("queryGranularity");
        return new SegmentSpec(
                Interval.parse(json.path("interval").asText()),
                granularity.isTextual() ? Granularity.fromJson(granularity) : Granularity.NONE,
                json.path("rollup").booleanValue(),
                dimensions,
                metrics,
                IndexSpec.fromJson(json.path("indexSpec")),
                Optional.of(json.path("timestampSpec")));
    }

    /** The rows that went in. */
    public List<JsonNode> rows() {
        Path packed = directory.resolve("rows.jsonl.gz");
        Path plain = directory.resolve("rows.jsonl");
        try (InputStream in = Files.exists(packed)
                ? new GZIPInputStream(Files.newInputStream(packed))
                : Files.newInputStream(plain)) {
            return JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows that went in, for the spec it was built with. */
    public List<BuildRow> buildRows() {
        SegmentSpec spec = spec();
        String time = specJson().at("/timestampSpec/column").asText();
        List<BuildRow> built = new ArrayList<>();
        for (JsonNode row : rows()) {
            built.add(new BuildRow(
                    timestamp(row.path(time)),
                    spec.dimensions().stream()
                            .map(dimension -> value(row.path(dimension.name())))
                            .toArray(),
                    spec.metrics().stream()
                            .map(metric -> metric.fieldName() == null ? null : value(row.path(metric.fieldName())))
                            .toArray()));
        }
        return built;
    }

    private static long timestamp(JsonNode value) {
        return value.isNumber()
                ? value.longValue()
                : Interval.parse(value.asText() + "/P1D").start();
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isArray()) {
            List<@Nullable String> values = new ArrayList<>();
            value.forEach(element -> values.add(element.isNull() ? null : element.asText()));
            return values;
        }
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        return value.isNumber() ? (Object) value.doubleValue() : value.asText();
    }

    /** The queries that were asked, by name. */
    public Map<String, JsonNode> queries() {
        return jsonFiles("queries");
    }

    /** The answers that Druid gave, by the name of the query. */
    public Map<String, JsonNode> results() {
        return jsonFiles("results");
    }

    private Map<String, JsonNode> jsonFiles(String folder) {
        Map<String, JsonNode> byName = new java.util.TreeMap<>();
        names(directory.resolve(folder))
                .forEach(name -> byName.put(
                        name.substring(0, name.length() - ".json".length()),
                        json(directory.resolve(folder).resolve(name))));
        return byName;
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString().replace("/", "")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources' directory: of this module's build, or copied out of its jar. */
    private static Path resources() {
        return Resources.GOLDEN;
    }

    @Override
    public String toString() {
        return name();
    }

    private static final class Resources {
        static final Path GOLDEN = locate();

        private static Path locate() {
            try {
                URI uri = java.util.Objects.requireNonNull(GoldenSegment.class.getResource("/golden"))
                        .toURI();
                return uri.getScheme().equals("file") ? Path.of(uri) : unpack(uri);
            } catch (URISyntaxException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Path unpack(URI inJar) throws IOException {
            Path target = Files.createTempDirectory("golden");
            Path source;
            try {
                source = Path.of(inJar);
            } catch (FileSystemNotFoundException e) {
                FileSystems.newFileSystem(inJar, Map.of());
                source = Path.of(inJar);
            }
            Path root = source;
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    Path copy = target.resolve(root.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
            return target;
        }
    }
}
