package io.isobar.cli.quickstart.judge;

import java.util.Optional;

/**
 * What one client got for one question.
 *
 * @param client who asked; a client asks one question after the other
 * @param turn counts this client's questions, from 1
 * @param question name of the question
 * @param router which router was asked
 * @param dataCenter which data center says it answered; empty if none said
 * @param tokenSeq the release that the client's token named when it asked; 0 = it had none
 * @param release the release that the answer says it comes from
 * @param status HTTP status
 * @param body the answer as it came
 */
public record Answer(
        int client,
        long turn,
        String question,
        String router,
        String dataCenter,
        long tokenSeq,
        Optional<ReleaseHeader> release,
        int status,
        String body) {
    /** How messages name it. */
    String where() {
        return "client [%d] turn [%d] question [%s] through [%s] answered by [%s]"
                .formatted(client, turn, question, router, dataCenter);
    }
}
