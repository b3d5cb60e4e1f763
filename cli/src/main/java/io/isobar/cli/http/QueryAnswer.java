package io.isobar.cli.http;

import java.util.Optional;

/**
 * What a broker or router sent back.
 *
 * @param status HTTP status
 * @param release {@code X-Isobar-Release}: which release it comes from, as {@code <datasource>:<seq>:<root8>}
 * @param dataCenter {@code X-Isobar-DC}: who answered
 * @param token {@code X-Isobar-Token}: to be sent along with the next question
 * @param route {@code X-Isobar-Route}: why the router chose that data center
 * @param body the answer as it came
 */
public record QueryAnswer(
        int status,
        Optional<String> release,
        Optional<String> dataCenter,
        Optional<String> token,
        Optional<String> route,
        String body) {
    private static final int OK = 200;

    public boolean isOk() {
        return status == OK;
    }
}
