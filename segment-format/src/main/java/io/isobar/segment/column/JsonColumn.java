package io.isobar.segment.column;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import io.isobar.segment.codec.CompressedObjects;
import io.isobar.segment.smoosh.Region;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of JSON, which is stored as one document of Smile per row. */
final class JsonColumn implements NestedColumn {
    private static final ObjectMapper SMILE = SmileMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final Region file;
    private final CompressedObjects documents;
    private final ImmutableRoaringBitmap nulls;
    private final OpenGuard guard;

    JsonColumn(String name, Region file, CompressedObjects documents, ImmutableRoaringBitmap nulls, OpenGuard guard) {
        this.name = name;
        this.file = file;
        this.documents = documents;
        this.nulls = nulls;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rows() {
        return documents.size();
    }

    @Override
    public String typeName() {
        return "COMPLEX<json>";
    }

    @Override
    public @Nullable Object value(int row) {
        guard.check();
        Objects.checkIndex(row, rows());
        if (nulls.contains(row)) {
            return null;
        }
        byte[] smile = documents.object(row);
        if (smile.length == 0) {
            return null;
        }
        try {
            return SMILE.readValue(smile, Object.class);
        } catch (IOException | RuntimeException e) {
            // The parser reads whatever bytes stand there; which of its exceptions comes out is of no use to callers.
            throw file.corrupt(0, "Document of row [%d] is no Smile".formatted(row), e);
        }
    }
}
