package io.isobar.catalog.control;

import io.isobar.catalog.sql.Rows;
import io.isobar.catalog.sql.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Write-ahead notes of what processes do: the intent before the act, the outcome after it. After a crash the open
 * intents say where to look; what is true only the world says.
 */
public final class Journal {
    private static final String SELECT = "SELECT id, owner, data_source, seq, dc, step, attempt, epoch, detail, state,"
            + " started_at, ended_at, result FROM dcr_journal ";

    private final SqlDatabase database;

    Journal(SqlDatabase database) {
        this.database = database;
    }

    /** Notes an intent. Act only once this has returned. */
    public long intend(Intent intent) {
        return database.write(transaction -> transaction
                .createUpdate(
                        "INSERT INTO dcr_journal (owner, data_source, seq, dc, step, attempt, epoch, detail, state,"
                                + " started_at, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NOW(3), '')")
                .bind(0, intent.owner())
                .bind(1, intent.dataSource())
                .bind(2, intent.seq())
                .bind(3, intent.dc())
                .bind(4, intent.step())
                .bind(5, intent.attempt())
                .bind(6, intent.epoch())
                .bind(7, intent.detail())
                .bind(8, JournalEntry.State.OPEN.name())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one());
    }

    /** Notes that the act was observed to be done. */
    public void done(long id, String result) {
        end(id, JournalEntry.State.DONE, result);
    }

    /** Notes that the act failed for good. */
    public void failed(long id, String reason) {
        end(id, JournalEntry.State.FAILED, reason);
    }

    private void end(long id, JournalEntry.State state, String result) {
        database.write(transaction -> transaction.execute(
                "UPDATE dcr_journal SET state = ?, result = ?, ended_at = NOW(3) WHERE id = ? AND state = ?",
                state.name(),
                result,
                id,
                JournalEntry.State.OPEN.name()));
    }

    /** Intents of an owner without an outcome, oldest first: where to look after a crash. */
    public List<JournalEntry> open(String owner) {
        return database.read(handle -> handle.select(
                        SELECT + "WHERE owner = ? AND state = ? ORDER BY id", owner, JournalEntry.State.OPEN.name())
                .map((row, context) -> entry(row))
                .list());
    }

    /** The last entries of a datasource, newest first. */
    public List<JournalEntry> tail(String dataSource, int limit) {
        return database.read(
                handle -> handle.select(SELECT + "WHERE data_source = ? ORDER BY id DESC LIMIT ?", dataSource, limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("id"),
                new Intent(
                        row.getString("owner"),
                        row.getString("data_source"),
                        row.getLong("seq"),
                        row.getString("dc"),
                        row.getString("step"),
                        row.getInt("attempt"),
                        row.getLong("epoch"),
                        row.getString("detail")),
                JournalEntry.State.valueOf(row.getString("state")),
                Rows.instant(row, "started_at"),
                Rows.optionalInstant(row, "ended_at"),
                row.getString("result"));
    }
}
