package io.isobar.segment.sketch;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct values by the greatest rank of the hashes in each register: a compact sketch of DataSketches' HLL
 * family. A row's value is the sketch that has counted it.
 *
 * <p>The bytes depend on nothing but the set of what was folded. Registers are no matter of order; hashes that are still
 * kept one by one are stored in ascending order; and the sum by which the library estimates what came in one stream,
 * which is a matter of order, is left out as soon as several values were folded, as the library itself leaves it out of
 * unions. The estimate then has a standard error of 1.04 / sqrt(2^lgK), and is the one that Druid gives for the union of
 * the same values.
 */
final class HllFold implements ComplexFold {
    private final HllSettings settings;
    private final TgtHllType registers;
    private final Union union;
    private final HllSketch ofRow;
    private int folded;

    HllFold(HllSettings settings) {
        this.settings = settings;
        this.registers = TgtHllType.valueOf(settings.tgtHllType().name());
        this.union = new Union(settings.lgK());
        this.ofRow = new HllSketch(settings.lgK(), registers);
    }

    @Override
    public byte @Nullable [] encode(long time, @Nullable Object input) {
        if (input == null) {
            return null;
        }
        if (input instanceof byte[] || settings.inputIsSketch()) {
            byte[] bytes = input instanceof byte[] given ? given : SketchInput.fromBase64(input, settings.columnType());
            if (bytes.length == 0) {
                return null;
            }
            return HllBytes.check(bytes, 0, bytes.length) ? bytes : null;
        }
        if (input instanceof List<?> values) {
            for (Object value : values) {
                if (value != null) {
                    count(value.toString());
                }
            }
        } else {
            count(input);
        }
        if (ofRow.isEmpty()) {
            return null;
        }
        byte[] bytes = ofRow.toCompactByteArray();
        ofRow.reset();
        HllBytes.makeCanonical(bytes, false);
        return bytes;
    }

    private void count(Object value) {
        if (value instanceof String text) {
            if (settings.stringEncoding() == HllSettings.StringEncoding.UTF8) {
                ofRow.update(text.getBytes(StandardCharsets.UTF_8));
            } else {
                ofRow.update(text.toCharArray());
            }
        } else if (value instanceof Double || value instanceof Float) {
            ofRow.update(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            ofRow.update(number.longValue());
        } else {
            throw SketchInput.notCountable(value);
        }
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public void fold(byte[] bytes, int start, int length) {
        if (length == 0) {
            return;
        }
        if (!HllBytes.check(bytes, start, length)) {
            return;
        }
        folded = Math.min(folded + 1, 2);
        SketchInput.guarded(
                settings.columnType(),
                length,
                () -> union.update(HllSketch.heapify(Memory.wrap(bytes, start, length, ByteOrder.LITTLE_ENDIAN))));
    }

    @Override
    public byte[] take() {
        if (folded == 0) {
            return new byte[0];
        }
        byte[] bytes = union.getResult(registers).toCompactByteArray();
        HllBytes.makeCanonical(bytes, folded > 1);
        union.reset();
        folded = 0;
        return bytes;
    }
}
