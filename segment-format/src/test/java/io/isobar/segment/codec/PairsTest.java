package io.isobar.segment.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of first and last values, with Druid 33 as the judge. */
class PairsTest {
    private static final JsonNode DRUID = load();

    @TempDir
    private Path directory;

    private static JsonNode load() {
        try (InputStream in = PairsTest.class.getResourceAsStream("/druid-33-complex-columns.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> numbers() {
        List<String> names = new ArrayList<>();
        DRUID.get("columns").forEach(column -> {
            if (column.get("descriptor").textValue().matches(".*PairLong(Long|Double|Float).*")) {
                names.add(column.get("name").textValue());
            }
        });
        return names;
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void writesTheBytesThatDruidWrites(String name) throws IOException {
        assertThat(written(values(name))).isEqualTo(body(name));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void readsWhatDruidWrote(String name) {
        List<byte[]> values = values(name);
        assertThat(read(body(name), values.size(), false)).containsExactlyElementsOf(values);
    }

    @Test
    void readsStringsInCells() {
        List<byte[]> pairs =
                read(Base64.getDecoder().decode(DRUID.get("stringFirstInCells").textValue()), 5, true);

        List<byte[]> values = values("stringFirst");
        for (int i = 0; i < values.size(); i++) {
            ByteBuffer druid = ByteBuffer.wrap(values.get(i)).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer pair = ByteBuffer.wrap(pairs.get(i));
            assertThat(pair.getLong()).isEqualTo(druid.getLong());
            assertThat(pair.getInt()).isEqualTo(Math.max(0, druid.getInt()));
            assertThat(pair).isEqualTo(druid);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
    void readsWhatItWroteInManyBlocks(long span) throws IOException {
        Random random = new Random(span);
        List<byte[]> pairs = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            long time = span == Long.MAX_VALUE ? random.nextLong() : random.nextLong() % (span + 1);
            pairs.add(random.nextInt(5) == 0 ? new byte[0] : pair(time, random));
        }

        assertThat(read(written(pairs), pairs.size(), false)).containsExactlyElementsOf(pairs);
    }

    @Test
    void readsWhatHasNoRowsOrNulls() throws IOException {
        assertThat(read(written(List.of()), 0, false)).isEmpty();
        assertThat(read(written(List.of(new byte[0])), 1, false)).containsExactly(new byte[0]);
    }

    @Test
    void saysWhatIsDamagedWhateverIsDamaged() throws IOException {
        byte[] sound = body("longFirst");
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(10) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(bytes, 5, random.nextBoolean());
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("[pairs]");
            }
        }
        assertThatThrownBy(() -> read(sound, 1 << 30, false)).hasMessageContaining("starts of [1073741824] cells");
    }

    private static byte[] pair(long time, Random random) {
        boolean isNull = random.nextInt(4) == 0;
        ByteBuffer pair = ByteBuffer.allocate(isNull ? 9 : 17).order(ByteOrder.LITTLE_ENDIAN);
        pair.putLong(time).put((byte) (isNull ? 1 : 0));
        return (isNull ? pair : pair.putLong(random.nextLong())).array();
    }

    private static JsonNode column(String name) {
        for (JsonNode column : DRUID.get("columns")) {
            if (column.get("name").textValue().equals(name)) {
                return column;
            }
        }
        throw new AssertionError(name);
    }

    private static byte[] body(String name) {
        return Base64.getDecoder().decode(column(name).get("body").textValue());
    }

    private static List<byte[]> values(String name) {
        List<byte[]> values = new ArrayList<>();
        column(name)
                .get("values")
                .forEach(value ->
                        values.add(Base64.getDecoder().decode(value.get("bytes").textValue())));
        return values;
    }

    private byte[] written(List<byte[]> pairs) throws IOException {
        try (Scratch scratch = new Scratch(directory)) {
            PairsWriter writer = new PairsWriter(scratch, "pairs");
            for (byte[] pair : pairs) {
                if (pair.length == 0) {
                    writer.addNull();
                } else {
                    writer.add(pair, 0, pair.length);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.finish().drainTo(out);
            return out.toByteArray();
        }
    }

    private static List<byte[]> read(byte[] bytes, int rows, boolean strings) {
        Pairs pairs = Pairs.read(new RegionReader(Region.of(ByteBuffer.wrap(bytes), "pairs")), rows, strings);
        List<byte[]> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            values.add(pairs.pair(row));
        }
        return values;
    }
}
