package io.isobar.cli.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.CommandRun;
import io.isobar.segment.Segment;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.testing.GoldenSegment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a segment is told, all of it, with the place where there is one. */
class SegmentVerifyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temp;

    private final CommandRun isobar = new CommandRun();
    private final GoldenSegment golden = GoldenSegment.number(1);

    @Test
    void damageOfOneColumnDoesNotHideThatOfAnother() throws IOException {
        byte[] chunk = Files.readAllBytes(golden.segment().resolve("00000.smoosh"));
        Map<String, Integer> starts = starts();
        chunk[starts.get("city")] = 0x7F;
        chunk[starts.get("price")] = 0x7F;
        Path damaged = damaged(chunk);

        assertThat(isobar.run("segment", "verify", "--json", damaged.toString()))
                .isEqualTo(1);

        JsonNode problems = JSON.readTree(isobar.out()).get(0).path("problems");
        assertThat(problems.findValuesAsText("file"))
                .containsExactly(damaged + "/00000.smoosh:city", damaged + "/00000.smoosh:price");
        assertThat(problems.findValues("offset")).allMatch(JsonNode::isIntegralNumber);
    }

    @Test
    void aFlippedBitOfAValueIsFoundByTheChecksumOfTheZip() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentZip.pack(golden.segment(), zip);
        byte[] bytes = zip.toByteArray();
        byte[] factory = "mMapSegmentFactory".getBytes(StandardCharsets.UTF_8);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mMapSegmentFactory") + factory.length - 1;
        bytes[at] ^= 1;
        Path damaged = Files.write(temp.resolve("damaged.zip"), bytes);

        assertThat(isobar.run("segment", "verify", damaged.toString())).isEqualTo(1);

        assertThat(isobar.out()).contains("entry [factory.json] of the zip is damaged: invalid entry CRC");
    }

    @Test
    void rowsOutsideOfTheIntervalAreCounted() throws IOException {
        byte[] chunk = Files.readAllBytes(golden.segment().resolve("00000.smoosh"));
        int index = starts().get("index.drd");
        long start = golden.spec().interval().start();
        for (int at = index; at < chunk.length - Long.BYTES; at++) {
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(chunk);
            if (bytes.getLong(at) == start) {
                bytes.putLong(at, start + 3_600_000);
                break;
            }
        }

        assertThat(isobar.run("segment", "verify", damaged(chunk).toString())).isEqualTo(1);

        assertThat(isobar.out())
                .contains("rows have a time outside of the interval [2024-01-01T01:00:00.000Z/")
                .contains("the first is row [0] with [2024-01-01T00:00:00.000Z]");
    }

    @Test
    void inspectShowsWhatCanBeReadAndNamesWhatCannot() throws IOException {
        byte[] chunk = Files.readAllBytes(golden.segment().resolve("00000.smoosh"));
        chunk[starts().get("city")] = 0x7F;

        assertThat(isobar.run("segment", "inspect", damaged(chunk).toString())).isEqualTo(1);

        assertThat(isobar.out()).contains("column [city]: ", "not read", "hyperUnique");
    }

    private Path damaged(byte[] chunk) throws IOException {
        Path damaged = Files.createDirectory(temp.resolve("damaged"));
        for (String file : new String[] {"version.bin", "meta.smoosh"}) {
            Files.copy(golden.segment().resolve(file), damaged.resolve(file));
        }
        Files.write(damaged.resolve("00000.smoosh"), chunk);
        return damaged;
    }

    private Map<String, Integer> starts() throws IOException {
        Map<String, Integer> starts = new TreeMap<>();
        Files.readAllLines(golden.segment().resolve("meta.smoosh")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(fields -> starts.put(fields[0], Integer.parseInt(fields[2])));
        assertThat(starts).containsKey(Segment.TIME);
        return starts;
    }
}
