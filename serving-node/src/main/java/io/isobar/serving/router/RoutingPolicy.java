package io.isobar.serving.router;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orders the data centers for a client: by the narrowest block of addresses that was given one, else by the client's
 * country, else by the order for everyone.
 *
 * <p>Data centers that an order leaves out come last, in the order for everyone: being far away is no reason to get no
 * answer.
 */
final class RoutingPolicy {
    private static final String EVERYONE = "*";

    private final List<Exemption> overrides;
    private final Map<String, List<String>> countries;
    private final List<String> everyone;

    private record Exemption(Cidr block, List<String> order) {}

    /**
     * Who goes first, and why.
     *
     * @param rule the setting that decided: {@code override}, {@code country} or {@code default}
     */
    record Order(String rule, List<String> dataCenters) {}

    /**
     * Reads a policy.
     *
     * @param known names of all data centers
     * @param countries orders by ISO code, {@code *} for everyone, such as {@code FR} to {@code west,east}
     * @param overrides orders by block of addresses, such as {@code 10.1.0.0/16} to {@code west}
     */
    static RoutingPolicy parse(Set<String> known, Map<String, String> countries, Map<String, String> overrides) {
        Map<String, List<String>> byCountry = new LinkedHashMap<>();
        rules("router.countries", countries, known)
                .forEach((country, order) -> byCountry.put(country.toUpperCase(Locale.ROOT), order));
        List<Exemption> byBlock = new ArrayList<>();
        rules("router.overrides", overrides, known)
                .forEach((block, order) -> byBlock.add(new Exemption(Cidr.parse(block), order)));
        List<String> listed = byCountry.getOrDefault(EVERYONE, List.of());
        return new RoutingPolicy(byBlock, byCountry, completed(listed, List.copyOf(known)));
    }

    private RoutingPolicy(List<Exemption> overrides, Map<String, List<String>> countries, List<String> everyone) {
        this.overrides = overrides.stream()
                .sorted(Comparator.comparingInt(
                        (Exemption override) -> -override.block().prefix()))
                .toList();
        this.countries = Map.copyOf(countries);
        this.everyone = List.copyOf(everyone);
    }

    /** The order for a client at {@code address}, which is in {@code country} if that is known. */
    Order order(InetAddress address, Optional<String> country) {
        for (Exemption override : overrides) {
            if (override.block().contains(address)) {
                return new Order("override", completed(override.order(), everyone));
            }
        }
        Optional<List<String>> listed = country.map(code -> countries.get(code.toUpperCase(Locale.ROOT)));
        return listed.map(order -> new Order("country", completed(order, everyone)))
                .orElseGet(() -> new Order("default", everyone));
    }

    private static List<String> completed(List<String> order, List<String> all) {
        List<String> completed = new ArrayList<>(order);
        all.stream().filter(name -> !completed.contains(name)).forEach(completed::add);
        return List.copyOf(completed);
    }

    private static Map<String, List<String>> rules(String key, Map<String, String> rules, Set<String> known) {
        Map<String, List<String>> orders = new LinkedHashMap<>();
        rules.forEach((who, text) -> {
            List<String> order = new ArrayList<>();
            for (String name : text.split(",", -1)) {
                if (!known.contains(name.strip())) {
                    throw new IllegalArgumentException(
                            "Unknown data center [%s] in rule [%s=%s] of [%s]: [router.datacenters] has %s"
                                    .formatted(name.strip(), who, text, key, known));
                }
                order.add(name.strip());
            }
            orders.put(who, List.copyOf(order));
        });
        return orders;
    }
}
