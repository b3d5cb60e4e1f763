package io.isobar.segment.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.smoosh.Region;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPathTest {
    private static final Region FILE = Region.of(ByteBuffer.allocate(1), "chunk:doc");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a -> $.a[3].z",
                "a.b -> $['a.b'][3].z",
                "a b -> $.a b[3].z",
                "a'b -> $['a'b'][3].z",
                "a\"b -> $['a\"b'][3].z",
                "a[0] -> $['a[0]'][3].z",
                " -> $[''][3].z",
                "a]b -> $['a]b'][3].z",
                "' -> $['''][3].z",
                "$ -> $.$[3].z",
                "1 -> $.1[3].z"
            })
    void readsNamesAsDruidWritesThem(String nameAndPath) {
        int arrow = nameAndPath.indexOf(" -> ");
        assertThat(DocumentPath.parse(nameAndPath.substring(arrow + 4), FILE).parts())
                .isEqualTo(List.of(nameAndPath.substring(0, arrow), 3, "z"));
    }

    @Test
    void putsValuesWhereTheyBelong() {
        Object document = null;
        document = DocumentPath.parse("$.a[1].b", FILE).put(document, 1L);
        document = DocumentPath.parse("$.a[1].c", FILE).put(document, "x");
        document = DocumentPath.parse("$['d.e']", FILE).put(document, List.of(2.5));

        assertThat(document)
                .isEqualTo(Map.of("a", Arrays.asList(null, Map.of("b", 1L, "c", "x")), "d.e", List.of(2.5)));
        assertThat(DocumentPath.parse("$", FILE).put(null, "all")).isEqualTo("all");
    }

    @Test
    void putsNothingOverAnother() {
        Object text = DocumentPath.parse("$.a", FILE).put(null, "x");

        assertThat(DocumentPath.parse("$.a.b", FILE).put(text, "y")).isNull();
        assertThat(DocumentPath.parse("$[0]", FILE).put(Map.of("a", 1L), "y")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "$a", "$[", "$[]", "$[x]", "$[-1]", "$[99999999]", "$['a", "$['a']b"})
    void refusesWhatIsNoPath(String text) {
        assertThatThrownBy(() -> DocumentPath.parse(text, FILE))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(CorruptSegmentException.class)
                .hasMessageContaining("is no path into a document")
                .hasMessageContaining("chunk:doc");
    }
}
