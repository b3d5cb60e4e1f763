package io.isobar.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.SegmentId;
import java.io.IOException;

/** What one segment says about itself, in the form of the answer. */
final class SegmentMetadataPartial extends PartialResult {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 1 << 24;

    private final ObjectNode analysis;

    SegmentMetadataPartial(SegmentId segment, ObjectNode analysis) {
        super(segment);
        this.analysis = analysis;
    }

    ObjectNode analysis() {
        return analysis;
    }

    @Override
    void write(WireWriter out) throws IOException {
        out.bytes(JSON.writeValueAsBytes(analysis));
    }

    static SegmentMetadataPartial read(SegmentId id, WireReader in) throws IOException {
        if (JSON.readTree(in.bytes(MAX_BYTES)) instanceof ObjectNode analysis) {
            return new SegmentMetadataPartial(id, analysis);
        }
        throw new IOException("Partial result is damaged: an analysis is no JSON object");
    }
}
