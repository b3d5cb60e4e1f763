package io.isobar.serving.broker;

import io.isobar.query.QueryEngine;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.serving.http.Endpoint;
import io.isobar.serving.http.Endpoints;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.HttpNode;
import io.isobar.serving.partials.PartialFrames;
import io.isobar.serving.partials.PartialsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A historical that holds what it is given, and answers as it is told to. */
final class FakeHistorical implements AutoCloseable {
    private final QueryEngine engine = new QueryEngine();
    private final Map<SegmentId, Segment> segments;
    private final HttpNode http = HttpNode.bind("historical", "127.0.0.1", 0, 16);
    private final List<List<SegmentId>> asked = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new CopyOnWriteArrayList<>();
    private volatile Endpoint answer = this::answer;

    FakeHistorical(Map<SegmentId, Segment> segments) {
        this.segments = segments;
        http.serve(new Endpoints()
                .on("POST", PartialsRequest.PATH, exchange -> answer.handle(exchange))
                .on("DELETE", PartialsRequest.PATH + "/*", this::cancel));
    }

    String name() {
        return "127.0.0.1:" + http.port();
    }

    void answers(Endpoint with) {
        answer = with;
    }

    /** The segments of each request that was answered. */
    List<List<SegmentId>> asked() {
        return asked;
    }

    List<String> cancelled() {
        return cancelled;
    }

    void answer(Exchange exchange) throws IOException {
        PartialsRequest request = PartialsRequest.parse(exchange.json(1 << 20));
        asked.add(request.segments());
        try (PartialFrames.Writer frames = new PartialFrames.Writer(exchange.stream(200, PartialFrames.CONTENT_TYPE))) {
            for (int i = 0; i < request.segments().size(); i++) {
                SegmentId id = request.segments().get(i);
                Segment segment = segments.get(id);
                if (segment == null) {
                    frames.missing(i);
                } else {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    engine.encode(engine.run(request.query(), id, segment), bytes);
                    frames.partial(i, bytes.toByteArray());
                }
            }
            frames.end();
        }
    }

    private void cancel(Exchange exchange) throws IOException {
        cancelled.add(exchange.tail());
        exchange.reply(202, "text/plain", new byte[0]);
    }

    @Override
    public void close() {
        http.close();
    }
}
