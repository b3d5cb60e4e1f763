package io.isobar.cli.quickstart;

import java.util.List;

/**
 * Where a client is, as a router sees it.
 *
 * @param address of an Internet provider there
 */
record Client(String country, String address) {
    static final List<Client> ALL =
            List.of(new Client("the United States", "8.8.8.8"), new Client("France", "212.27.48.10"));

    static List<String> addresses() {
        return ALL.stream().map(Client::address).toList();
    }
}
