package io.isobar.segment.sketch;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.datasketches.common.Family;
import org.apache.datasketches.hash.MurmurHash3;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Union;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct values by their least hashes: a compact, ordered sketch of DataSketches' theta family, serial version
 * 3. If there are more than {@code size} hashes, that many of the least are kept, and the next one is the threshold;
 * so the bytes depend on nothing but the set of what was folded. Folding sketches of larger thresholds is folding their
 * values, unless they threw away what the smaller one would have kept.
 *
 * <p>A row's single value is the sketch of its hash.
 */
final class ThetaFold implements ComplexFold {
    private static final long SEED = 9001;
    /** Of one hash: 1 long of preamble, version 3, family compact, read-only, compact, ordered, single; the seed's. */
    private static final byte[] SINGLE_PREAMBLE = {1, 3, 3, 0, 0, 0x3A, (byte) 0xCC, (byte) 0x93};

    private final ThetaSettings settings;
    private final Union union;
    private @Nullable Union ofRow;
    private boolean any;

    ThetaFold(ThetaSettings settings) {
        this.settings = settings;
        this.union = newUnion(settings.size());
    }

    private static Union newUnion(int size) {
        return (Union) SetOperation.builder().setNominalEntries(size).build(Family.UNION);
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
            ThetaBytes.check(bytes, 0, bytes.length);
            return bytes;
        }
        return input instanceof List<?> values ? ofAll(values) : single(input);
    }

    private static byte @Nullable [] single(Object value) {
        long hash = hash(value) >>> 1;
        if (hash == 0) {
            return null;
        }
        byte[] bytes = new byte[SINGLE_PREAMBLE.length + Long.BYTES];
        System.arraycopy(SINGLE_PREAMBLE, 0, bytes, 0, SINGLE_PREAMBLE.length);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[SINGLE_PREAMBLE.length + i] = (byte) (hash >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    /** 0 for an empty text, which says nothing. */
    private static long hash(Object value) {
        if (value instanceof String text) {
            return text.isEmpty() ? 0 : MurmurHash3.hash(text.getBytes(StandardCharsets.UTF_8), SEED)[0];
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            // There is one zero and one NaN.
            return hash(Double.doubleToLongBits(number == 0.0 ? 0.0 : number));
        }
        if (value instanceof Number number) {
            return hash(number.longValue());
        }
        throw SketchInput.notCountable(value);
    }

    private static long hash(long value) {
        return MurmurHash3.hash(new long[] {value}, SEED)[0];
    }

    private byte @Nullable [] ofAll(List<?> values) {
        Union all = ofRow == null ? newUnion(settings.size()) : ofRow;
        ofRow = all;
        for (Object value : values) {
            if (value != null) {
                all.update(value.toString());
            }
        }
        CompactSketch result = all.getResult(true, null);
        all.reset();
        return result.isEmpty() ? null : result.toByteArray();
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
        ThetaBytes.check(bytes, start, length);
        any = true;
        SketchInput.guarded(
                settings.columnType(),
                length,
                () -> union.union(Memory.wrap(bytes, start, length, ByteOrder.LITTLE_ENDIAN)));
    }

    @Override
    public byte[] take() {
        if (!any) {
            return new byte[0];
        }
        CompactSketch result = union.getResult(true, null);
        union.reset();
        any = false;
        return result.isEmpty() ? new byte[0] : result.toByteArray();
    }
}
