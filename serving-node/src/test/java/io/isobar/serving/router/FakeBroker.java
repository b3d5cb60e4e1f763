package io.isobar.serving.router;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.serving.WireNames;
import io.isobar.serving.http.Endpoint;
import io.isobar.serving.http.Endpoints;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.HttpNode;
import io.isobar.serving.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker that answers as it is told to. */
final class FakeBroker implements AutoCloseable {
    private final String dc;
    private final HttpNode http;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> forwardedFor = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile long head = 1;
    private volatile List<Long> open = List.of(1L);
    private volatile Endpoint answer = this::answerFromHead;

    FakeBroker(String dc) {
        this.dc = dc;
        this.http = HttpNode.bind("broker", "127.0.0.1", 0, 16);
        http.serve(new Endpoints()
                .on("GET", "/isobar/v1/status", exchange -> exchange.reply(200, status()))
                .on("POST", "/druid/v2/", this::query));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    /** How many queries came. */
    int asked() {
        return asked.get();
    }

    List<String> forwardedFor() {
        return forwardedFor;
    }

    List<String> tokens() {
        return tokens;
    }

    /** Says that these releases are open, {@code headSeq} as the head. */
    void has(long headSeq, Long... openSeqs) {
        head = headSeq;
        open = List.of(openSeqs);
    }

    void answers(Endpoint with) {
        answer = with;
    }

    void answersFrom(long seq) {
        answer = exchange -> answerFrom(exchange, seq);
    }

    void answerFrom(Exchange exchange, long seq) throws java.io.IOException {
        exchange.answerHeader(WireNames.DC, dc);
        exchange.answerHeader(WireNames.RELEASE, "flights:%d:%08x".formatted(seq, seq));
        exchange.answerHeader("Server-Secret", "not to be passed on");
        exchange.reply(200, Json.CONTENT_TYPE, "[\"%s\"]".formatted(dc).getBytes(StandardCharsets.UTF_8));
    }

    private void answerFromHead(Exchange exchange) throws java.io.IOException {
        answerFrom(exchange, head);
    }

    private void query(Exchange exchange) throws Exception {
        asked.incrementAndGet();
        exchange.header("X-Forwarded-For").ifPresent(forwardedFor::add);
        tokens.add(exchange.header("X-Isobar-Token").orElse("")
                + exchange.header("Cookie").orElse(""));
        answer.handle(exchange);
    }

    private ObjectNode status() {
        ObjectNode json = Json.object().put("dc", dc).put("role", "broker");
        ObjectNode flights = json.putObject("datasources").putObject("flights").put("head", head);
        ArrayNode views = flights.putArray("open");
        open.forEach(seq -> views.addObject().put("seq", seq).put("available", true));
        return json;
    }

    @Override
    public void close() {
        http.close();
    }
}
