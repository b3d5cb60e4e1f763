package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.sql.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The rows of membership, votes, progress and activations, as they are read. */
final class DcRows {
    private DcRows() {}

    static Membership membership(Handle handle, String dataSource) {
        Map<String, Membership.State> members = new LinkedHashMap<>();
        handle.select("SELECT dc, state FROM dcr_membership WHERE data_source = ?", dataSource)
                .map((row, context) -> Map.entry(row.getString("dc"), Membership.State.valueOf(row.getString("state"))))
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        long version = Head.read(handle, dataSource)
                .orElseThrow(() -> Head.unregistered(dataSource))
                .membershipVersion();
        return new Membership(dataSource, version, members);
    }

    static List<Vote> votes(Handle handle, ReleaseRef release) {
        return handle.select(
                        "SELECT dc, answers_digest, epoch, incarnation FROM dcr_vote"
                                + " WHERE data_source = ? AND seq = ? AND root = ? ORDER BY dc",
                        release.dataSource(),
                        release.seq(),
                        release.root())
                .map((row, context) -> new Vote(
                        release,
                        row.getString("dc"),
                        row.getString("answers_digest"),
                        row.getLong("epoch"),
                        row.getString("incarnation")))
                .list();
    }

    static List<Progress> progress(Handle handle, String dataSource, long seq) {
        return handle.select(
                        "SELECT dc, state, copied, total, detail, reported_at FROM dcr_progress"
                                + " WHERE data_source = ? AND seq = ? ORDER BY dc",
                        dataSource,
                        seq)
                .map((row, context) -> new Progress(
                        dataSource,
                        seq,
                        row.getString("dc"),
                        DcState.valueOf(row.getString("state")),
                        row.getLong("copied"),
                        row.getLong("total"),
                        row.getString("detail"),
                        Rows.instant(row, "reported_at")))
                .list();
    }

    static List<Activation> activations(Handle handle, String dataSource, long seq) {
        return handle.select(
                        "SELECT dc, observed_at, recorded_at FROM dcr_activation"
                                + " WHERE data_source = ? AND seq = ? ORDER BY dc",
                        dataSource,
                        seq)
                .map((row, context) -> new Activation(
                        dataSource,
                        seq,
                        row.getString("dc"),
                        Rows.instant(row, "observed_at"),
                        Rows.instant(row, "recorded_at")))
                .list();
    }
}
