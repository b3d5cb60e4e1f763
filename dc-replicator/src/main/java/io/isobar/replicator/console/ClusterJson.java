package io.isobar.replicator.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.JournalEntry;
import io.isobar.catalog.control.Progress;
import io.isobar.catalog.control.Release;
import io.isobar.replicator.operator.ClusterStatus;
import io.isobar.replicator.operator.Cutover;
import io.isobar.replicator.operator.DataSourceStatus;
import java.time.Duration;
import java.time.Instant;

/** The answer of {@code GET /isobar/v1/cluster}. Field names are an API: they are added to, and never change meaning. */
final class ClusterJson {
    private ClusterJson() {}

    static ObjectNode of(ClusterStatus status, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", now.toString());
        json.put("epoch", status.epoch());
        ArrayNode datacenters = json.putArray("datacenters");
        status.datacenters()
                .forEach(contact -> datacenters
                        .addObject()
                        .put("dc", contact.dc())
                        .put("registeredAt", contact.registeredAt().toString())
                        .put("lastContact", contact.at().toString())
                        .put("silentMillis", contact.age().toMillis()));
        ArrayNode dataSources = json.putArray("datasources");
        status.dataSources().forEach(source -> write(source, dataSources.addObject()));
        ArrayNode intents = json.putArray("openIntents");
        status.openIntents().forEach(entry -> write(entry, intents.addObject()));
        return json;
    }

    private static void write(DataSourceStatus source, ObjectNode json) {
        json.put("dataSource", source.dataSource());
        source.home()
                .ifPresent(home -> json.putObject("home").put("dc", home.dc()).put("epoch", home.epoch()));
        source.head().ifPresent(head -> writeHead(head, json.putObject("head")));
        json.put("waiting", source.waiting());
        ArrayNode members = json.putArray("members");
        source.members().forEach((dc, state) -> {
            ObjectNode member = members.addObject().put("dc", dc).put("state", state.name());
            Long seq = source.answersFrom().get(dc);
            if (seq != null) {
                member.put("answersFrom", seq);
            }
        });
        ArrayNode releases = json.putArray("releases");
        source.rollouts().forEach(rollout -> {
            ObjectNode release = releases.addObject();
            write(rollout.release(), release);
            ArrayNode datacenters = release.putArray("datacenters");
            rollout.datacenters().forEach(progress -> write(progress, datacenters.addObject()));
        });
        ArrayNode unmet = json.putArray("unmet");
        source.unmet().forEach(unmet::add);
        source.cutover().ifPresent(cutover -> write(cutover, json.putObject("cutover")));
    }

    private static void writeHead(Release head, ObjectNode json) {
        json.put("seq", head.ref().seq())
                .put("root", head.ref().root())
                .put("root8", head.ref().root8());
        head.commit().ifPresent(commit -> json.put("chain", commit.chain()).put("epoch", commit.epoch()));
    }

    private static void write(Release release, ObjectNode json) {
        json.put("seq", release.ref().seq());
        json.put("root", release.ref().root());
        json.put("root8", release.ref().root8());
        json.put("state", release.state().name());
        release.contentOf().ifPresent(seq -> json.put("contentOf", seq));
        json.put("producerDc", release.producerDc());
        json.put("segments", release.totals().segments());
        json.put("rows", release.totals().rows());
        json.put("bytes", release.totals().bytes());
        json.put("added", release.added());
        json.put("removed", release.removed());
        json.put("startedAt", release.startedAt().toString());
        release.committedAt().ifPresent(at -> json.put("committedAt", at.toString()));
    }

    private static void write(Progress progress, ObjectNode json) {
        json.put("dc", progress.dc());
        json.put("state", progress.state().name());
        json.put("done", progress.copied());
        json.put("total", progress.total());
        json.put("percent", progress.total() == 0 ? 100 : 100 * progress.copied() / progress.total());
        json.put("detail", progress.detail());
        json.put("at", progress.at().toString());
    }

    private static void write(Cutover cutover, ObjectNode json) {
        json.put("seq", cutover.seq());
        cutover.committedAt().ifPresent(at -> json.put("committedAt", at.toString()));
        ArrayNode activations = json.putArray("activations");
        for (Activation activation : cutover.activations()) {
            ObjectNode entry = activations
                    .addObject()
                    .put("dc", activation.dc())
                    .put("at", activation.recordedAt().toString());
            cutover.committedAt()
                    .map(at -> Duration.between(at, activation.recordedAt()).toMillis())
                    .ifPresent(millis -> entry.put("afterCommitMillis", millis));
        }
        ArrayNode waiting = json.putArray("waitingFor");
        cutover.waitingFor().forEach(waiting::add);
        cutover.skew().ifPresent(skew -> json.put("skewMillis", skew.toMillis()));
    }

    private static void write(JournalEntry entry, ObjectNode json) {
        json.put("owner", entry.intent().owner());
        json.put("dataSource", entry.intent().dataSource());
        json.put("seq", entry.intent().seq());
        json.put("dc", entry.intent().dc());
        json.put("step", entry.intent().step());
        json.put("epoch", entry.intent().epoch());
        json.put("since", entry.startedAt().toString());
    }
}
