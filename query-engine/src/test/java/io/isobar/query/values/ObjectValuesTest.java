package io.isobar.query.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectValuesTest {
    @Test
    void sendsDocumentsOfAnyDepth() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("b", List.of(1L, List.of("x", 2.5), true));
        document.put("a", Map.of("big", BigInteger.TWO.pow(70), "no", false));
        document.put("", null);
        List<Object> values = Arrays.asList(document, null, List.of(List.of()), "text");

        assertThat(sent(new ObjectValues(values)).values()).isEqualTo(values);
    }

    @Test
    void refusesAPartThatNestsWithoutEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WireWriter out = new WireWriter(bytes);
        out.count(ObjectValues.KIND);
        out.count(1);
        for (int level = 0; level < 2000; level++) {
            out.count(5);
            out.count(1);
        }
        out.flush();

        assertThatThrownBy(() -> Values.read(new WireReader(new ByteArrayInputStream(bytes.toByteArray()))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than [1000] levels");
    }

    private static Read sent(ObjectValues values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WireWriter out = new WireWriter(bytes);
        values.write(out);
        out.flush();
        return new Read(Values.read(new WireReader(new ByteArrayInputStream(bytes.toByteArray()))));
    }

    private record Read(Values read) {
        List<Object> values() {
            Object[] all = new Object[read.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = read.value(i);
            }
            return Arrays.asList(all);
        }
    }
}
