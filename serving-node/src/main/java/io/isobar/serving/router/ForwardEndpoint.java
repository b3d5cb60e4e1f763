package io.isobar.serving.router;

import io.isobar.query.error.QueryException;
import io.isobar.serving.WireNames;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.partials.RemoteErrors;
import io.isobar.serving.token.SeenRelease;
import io.isobar.serving.token.TokenCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a question on to one data center, and if that fails before the answer began, to the next one. An answer that is
 * older than what the client has seen is never passed back.
 */
final class ForwardEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardEndpoint.class);
    private static final int ATTEMPTS = 2;
    private static final List<String> PASSED_ON = List.of("Content-Type", "Accept", "Cookie", TokenCodec.HEADER);
    private static final List<String> PASSED_BACK =
            List.of("content-type", "set-cookie", "etag", "retry-after", "x-isobar-", "x-druid-");

    private final Routes routes;
    private final DataCenters dataCenters;
    private final PeerClient client;
    private final RouterCounters counters;
    private final Duration timeout;
    private final int bufferBytes;

    ForwardEndpoint(
            Routes routes, DataCenters dataCenters, PeerClient client, RouterCounters counters, RouterConfig config) {
        this.routes = routes;
        this.dataCenters = dataCenters;
        this.client = client;
        this.counters = counters;
        this.timeout = config.queryTimeout();
        this.bufferBytes = config.bufferBytes();
    }

    /** Answers {@code exchange} with what a data center says to {@code question}. */
    void forward(Exchange exchange, Question question) throws IOException, InterruptedException {
        InetAddress peer = exchange.peer().orElseGet(InetAddress::getLoopbackAddress);
        Route route = routes.of(peer, exchange.headers("X-Forwarded-For"));
        long deadline = System.nanoTime() + timeout.toNanos();
        Optional<Failure> last = Optional.empty();
        int attempts = 0;
        for (DataCenter dataCenter : dataCenters.inOrder(route.order().dataCenters(), question.need())) {
            noteObstacles(route, dataCenter, question.need());
            if (attempts == ATTEMPTS || System.nanoTime() >= deadline) {
                break;
            }
            if (attempts > 0) {
                counters.retries.increment();
            }
            attempts++;
            Duration remaining = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            last = attempt(exchange, question, dataCenter, route, remaining);
            if (last.isEmpty()) {
                return;
            }
            route.passedOver(dataCenter.name(), last.get().why());
        }
        counters.failed.increment();
        exchange.answerHeader(WireNames.ROUTE, route.text("-"));
        throw last.map(Failure::answer)
                .orElseGet(() -> new QueryException(
                        QueryException.Category.SERVICE_UNAVAILABLE, "No data center could be asked in time"));
    }

    /** Says of those that come before {@code chosen} in the client's own order why they were not asked. */
    private void noteObstacles(Route route, DataCenter chosen, Need need) {
        for (DataCenter dataCenter : dataCenters.all()) {
            List<String> order = route.order().dataCenters();
            boolean nearer = order.indexOf(dataCenter.name()) < order.indexOf(chosen.name());
            boolean noted = route.passedOver().stream().anyMatch(why -> why.startsWith(dataCenter.name() + ": "));
            if (nearer && !noted) {
                dataCenter.obstacle(need).ifPresent(why -> route.passedOver(dataCenter.name(), why));
            }
        }
    }

    /** Why a data center gave no answer that can be passed back. */
    private record Failure(String why, QueryException answer) {
        static Failure of(DataCenter dataCenter, String why) {
            return new Failure(
                    why,
                    new QueryException(
                            QueryException.Category.SERVICE_UNAVAILABLE,
                            "No data center gave an answer that may be shown; the last one asked was [%s], which %s"
                                    .formatted(dataCenter.name(), why)));
        }
    }

    private Optional<Failure> attempt(
            Exchange exchange, Question question, DataCenter dataCenter, Route route, Duration remaining)
            throws IOException, InterruptedException {
        // What the breaker says was weighed when the data centers were put in order; here it only counts the call.
        dataCenter.breaker().tryCall();
        PeerClient.Call call = client.call(question.method(), dataCenter.at(question.pathAndQuery()), remaining)
                .headers(headers(exchange, route));
        if (question.body().length > 0) {
            call.body(exchange.header("Content-Type").orElse(Json.CONTENT_TYPE), question.body());
        }
        try (PeerClient.StreamedAnswer answer = call.open()) {
            byte[] beginning;
            try {
                beginning = answer.body().readNBytes(bufferBytes);
            } catch (IOException e) {
                dataCenter.breaker().failed();
                return Optional.of(Failure.of(dataCenter, "broke off its answer"));
            }
            Optional<Failure> unfit = unfit(question, dataCenter, answer, beginning);
            if (unfit.isPresent()) {
                return unfit;
            }
            dataCenter.breaker().succeeded();
            exchange.answerHeader(WireNames.ROUTE, route.text(dataCenter.name()));
            passBack(exchange, answer, beginning);
            return Optional.empty();
        } catch (TimeoutException e) {
            dataCenter.breaker().failed();
            return Optional.of(Failure.of(dataCenter, "did not answer in time"));
        } catch (ExecutionException e) {
            dataCenter.breaker().failed();
            LOG.debug("Data center [{}] could not be asked", dataCenter.name(), e);
            return Optional.of(Failure.of(dataCenter, "can't be reached"));
        }
    }

    /** What is wrong with an answer; empty if it can be passed back, as an answer or as an error of the client's. */
    private Optional<Failure> unfit(
            Question question, DataCenter dataCenter, PeerClient.StreamedAnswer answer, byte[] beginning) {
        int status = answer.status();
        if (status >= 500) {
            QueryException error = RemoteErrors.parse(beginning);
            if (error.category() == QueryException.Category.UNSUPPORTED
                    || error.category() == QueryException.Category.CANCELED) {
                return Optional.empty();
            }
            if (error.category() == QueryException.Category.RUNTIME_FAILURE) {
                dataCenter.breaker().failed();
            } else {
                dataCenter.breaker().succeeded();
            }
            return Optional.of(new Failure("answered %d: %s".formatted(status, error.getMessage()), error));
        }
        if (status != 200 || question.need().seq() == 0) {
            return Optional.empty();
        }
        long answered = answer.header(WireNames.RELEASE)
                .flatMap(SeenRelease::parse)
                .filter(release -> release.dataSource().equals(question.need().dataSource()))
                .map(SeenRelease::seq)
                .orElse(0L);
        if (question.need().isMetBy(answered)) {
            return Optional.empty();
        }
        counters.hidden.increment();
        LOG.warn(
                "Data center [{}] answered from release [{}] of datasource [{}] where [{}] was needed: not shown",
                dataCenter.name(),
                answered,
                question.need().dataSource(),
                question.need().seq());
        return Optional.of(Failure.of(dataCenter, "answered from release " + answered));
    }

    private void passBack(Exchange exchange, PeerClient.StreamedAnswer answer, byte[] beginning) throws IOException {
        answer.forEachHeader((name, value) -> {
            if (PASSED_BACK.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith)) {
                exchange.answerHeader(name, value);
            }
        });
        String contentType = answer.header("Content-Type").orElse(Json.CONTENT_TYPE);
        if (beginning.length < bufferBytes) {
            exchange.reply(answer.status(), contentType, beginning);
            return;
        }
        try (OutputStream out = exchange.stream(answer.status(), contentType)) {
            out.write(beginning);
            InputStream rest = answer.body();
            rest.transferTo(out);
        }
    }

    private static Map<String, String> headers(Exchange exchange, Route route) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            exchange.header(name).ifPresent(value -> headers.put(name, value));
        }
        headers.put("X-Forwarded-For", route.client().getHostAddress().toLowerCase(Locale.ROOT));
        return headers;
    }
}
