package io.isobar.serving.router;

import java.net.URI;
import java.util.Optional;

/** A data center that queries can be sent to, and what is known of it now. Thread-safe. */
final class DataCenter {
    private final String name;
    private final URI broker;
    private final CircuitBreaker breaker;
    private volatile DcState state = DcState.unreachable("was not asked yet");

    DataCenter(String name, URI broker, CircuitBreaker breaker) {
        this.name = name;
        this.broker = broker;
        this.breaker = breaker;
    }

    String name() {
        return name;
    }

    /** The address of {@code pathAndQuery} at its broker. */
    URI at(String pathAndQuery) {
        String base = broker.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }

    URI broker() {
        return broker;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    DcState state() {
        return state;
    }

    void state(DcState known) {
        state = known;
    }

    /** Why it had better not be asked; empty if nothing speaks against it. */
    Optional<String> obstacle(Need need) {
        return breaker.isOpen() ? Optional.of("failed several times in a row") : state.obstacle(need);
    }
}
