package io.isobar.serving.router;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the address of a client behind proxies.
 *
 * <p>Each proxy appends to {@code X-Forwarded-For} the address that it was called from, so the list is only true from
 * the right, as far as trusted proxies wrote it: what stands further left was sent by the client and may be made up.
 * The client is the first address from the right that isn't a trusted proxy.
 */
final class ClientAddress {
    private final List<Cidr> trustedProxies;

    ClientAddress(List<Cidr> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * The address of the client.
     *
     * @param peer the other end of the socket
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in the order of arrival
     */
    InetAddress of(InetAddress peer, List<String> forwardedFor) {
        List<String> hops = new ArrayList<>();
        forwardedFor.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
        Collections.reverse(hops);
        InetAddress client = peer;
        for (String hop : hops) {
            Optional<InetAddress> before = IpLiteral.parse(hop);
            if (!isTrusted(client) || before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(block -> block.contains(address));
    }
}
