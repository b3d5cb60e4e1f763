package io.isobar.serving.http;

import io.isobar.query.error.QueryException;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a request, and makes an answer of whatever it throws. */
final class Dispatch extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Endpoints endpoints;

    Dispatch(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // A query may think for longer than a connection may be idle; its own timeout bounds it.
        request.addIdleTimeoutListener(timeout -> false);
        String path = Request.getPathInContext(request);
        Optional<Endpoints.Match> match = endpoints.find(request.getMethod(), path);
        Exchange exchange =
                new Exchange(request, response, match.map(Endpoints.Match::tail).orElse(""));
        try {
            if (match.isEmpty()) {
                throw new QueryException(
                        QueryException.Category.NOT_FOUND,
                        "Nothing answers [%s %s] here".formatted(request.getMethod(), path));
            }
            match.get().endpoint().handle(exchange);
            exchange.finish(callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (Exception e) {
            fail(exchange, callback, e);
        }
        return true;
    }

    private static void fail(Exchange exchange, Callback callback, Exception failure) {
        if (exchange.answered()) {
            // The client sees an answer that breaks off, which is how HTTP says that it isn't whole.
            LOG.warn("Answer to [{} {}] broke off", exchange.method(), exchange.pathAndQuery(), failure);
            callback.failed(failure);
            return;
        }
        QueryException answer = answerTo(exchange, failure);
        try {
            exchange.reply(answer.httpStatus(), answer.toJson());
            exchange.finish(callback);
        } catch (Exception e) {
            LOG.debug("No error could be answered to [{}]", exchange.pathAndQuery(), e);
            callback.failed(e);
        }
    }

    private static QueryException answerTo(Exchange exchange, Exception failure) {
        if (failure instanceof QueryException refused) {
            return refused;
        }
        LOG.error("[{} {}] failed", exchange.method(), exchange.pathAndQuery(), failure);
        return new QueryException(
                QueryException.Category.RUNTIME_FAILURE,
                "[%s] in this node; its log says where"
                        .formatted(failure.getClass().getName()));
    }
}
