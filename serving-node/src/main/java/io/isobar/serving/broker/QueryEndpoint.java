package io.isobar.serving.broker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.catalog.View;
import io.isobar.catalog.dc.OpenView;
import io.isobar.query.PartialResult;
import io.isobar.query.Query;
import io.isobar.query.QueryEngine;
import io.isobar.query.error.QueryException;
import io.isobar.segment.SegmentId;
import io.isobar.serving.RuleSwitches;
import io.isobar.serving.WireNames;
import io.isobar.serving.http.Endpoint;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.LateAnswer;
import io.isobar.serving.releases.ReleaseFollower;
import io.isobar.serving.token.ClientToken;
import io.isobar.serving.token.ReleaseToken;
import io.isobar.serving.token.SeenRelease;
import io.isobar.serving.token.TokenCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.UUID;

/** Answers {@code POST /druid/v2/}: Druid's native queries. */
final class QueryEndpoint implements Endpoint {
    /** A query, long lists of values in its filters included. */
    static final int MAX_BODY_BYTES = 1 << 20;

    /** An answer up to here can still become an error. */
    private static final int ANSWER_BUFFER_BYTES = 1 << 20;

    private static final long NO_TIMEOUT_MILLIS = Duration.ofDays(1).toMillis();

    private final BrokerConfig config;
    private final RuleSwitches rules;
    private final QueryEngine engine;
    private final ReleaseFollower releases;
    private final TokenCodec tokens;
    private final Scatter scatter;
    private final RunningQueries running;

    QueryEndpoint(
            BrokerConfig config,
            RuleSwitches rules,
            QueryEngine engine,
            ReleaseFollower releases,
            TokenCodec tokens,
            Scatter scatter,
            RunningQueries running) {
        this.config = config;
        this.rules = rules;
        this.engine = engine;
        this.releases = releases;
        this.tokens = tokens;
        this.scatter = scatter;
        this.running = running;
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        exchange.answerHeader(WireNames.DC, config.dc());
        Query query = Query.parse(exchange.body(MAX_BODY_BYTES));
        JsonNode context = query.context();
        String queryId = context.path("queryId").asText(UUID.randomUUID().toString());
        exchange.answerHeader(WireNames.QUERY_ID, queryId);
        ReleaseToken token = rules.token() ? ClientToken.of(exchange, tokens) : ReleaseToken.NONE;
        Pinning.Choice choice = choose(query.dataSource(), asked(context), token);
        if (choice instanceof Pinning.Choice.NotOpen notOpen) {
            throw new QueryException(QueryException.Category.SERVICE_UNAVAILABLE, notOpen.why());
        }
        if (choice instanceof Pinning.Choice.Pinned pinned) {
            try (RunningQueries.Ticket ticket = running.begin(queryId, timeout(context))) {
                exchange.onClientGone(ticket::cancel);
                answer(exchange, query, pinned, token, ticket);
            }
        } else {
            answerToken(exchange, token, query.dataSource());
            exchange.reply(200, Json.array());
        }
    }

    private Pinning.Choice choose(String dataSource, OptionalLong asked, ReleaseToken token) {
        Pinning.Choice choice = Pinning.choose(dataSource, releases.current(), asked, token.seen(dataSource));
        return choice instanceof Pinning.Choice.Pinned
                ? choice
                // The client may know more than the last poll.
                : Pinning.choose(dataSource, releases.refresh(), asked, token.seen(dataSource));
    }

    private void answer(
            Exchange exchange,
            Query query,
            Pinning.Choice.Pinned pinned,
            ReleaseToken token,
            RunningQueries.Ticket ticket)
            throws IOException, InterruptedException {
        View view = pinned.release().view();
        SortedMap<SegmentId, PartialResult> partials = rules.pinning()
                ? scatter.gather(query, view.overlapping(query.intervals()), ticket.query())
                : new UnpinnedScatter(scatter, releases).gather(query, view, ticket.query());
        SeenRelease release = new SeenRelease(
                view.dataSource(), view.seq(), pinned.release().view().root().substring(0, 8));
        exchange.answerHeader(WireNames.RELEASE, release.text());
        if (pinned.committed()) {
            answerToken(exchange, token.with(release), query.dataSource());
        } else {
            // No token: whoever shows it would make other data centers answer from what may never be committed.
            exchange.answerHeader(WireNames.RELEASE_STATE, OpenView.State.STAGED.name());
            answerToken(exchange, token, query.dataSource());
        }
        try (LateAnswer body = new LateAnswer(exchange, 200, Json.CONTENT_TYPE, ANSWER_BUFFER_BYTES);
                JsonGenerator out = Json.MAPPER.getFactory().createGenerator(body)) {
            engine.finish(query, partials.values(), out);
            out.flush();
            body.complete();
        }
    }

    private void answerToken(Exchange exchange, ReleaseToken token, String dataSource) {
        if (!token.isEmpty()) {
            ClientToken.answer(exchange, tokens.sign(token, dataSource));
        }
    }

    private static OptionalLong asked(JsonNode context) {
        JsonNode release = context.path("release");
        if (release.isMissingNode() || release.isNull()) {
            return OptionalLong.empty();
        }
        long seq = release.asLong(0);
        if (seq < 1) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT,
                    "Context key [release] is [%s]: give the number of a release, from 1".formatted(release));
        }
        return OptionalLong.of(seq);
    }

    private Duration timeout(JsonNode context) {
        JsonNode timeout = context.path("timeout");
        if (timeout.isMissingNode() || timeout.isNull()) {
            return config.queryTimeout();
        }
        long millis = timeout.asLong(-1);
        if (millis < 0) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT,
                    "Context key [timeout] is [%s]: give milliseconds, or 0 for none".formatted(timeout));
        }
        return Duration.ofMillis(millis == 0 ? NO_TIMEOUT_MILLIS : Math.min(millis, NO_TIMEOUT_MILLIS));
    }
}
