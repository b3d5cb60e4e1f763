package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.sql.Rows;
import io.isobar.catalog.sql.SqlDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The DCs: which there are, which count, and what the steward of each reports on rows of its own. */
public final class DcLedger {
    private static final Logger log = LoggerFactory.getLogger(DcLedger.class);

    private static final int LONGEST_DETAIL = 4000;

    private final SqlDatabase database;

    DcLedger(SqlDatabase database) {
        this.database = database;
    }

    /**
     * Makes a DC known. It is in service at once for datasources that have no release yet, and catches up for the
     * others. Registering again changes nothing.
     */
    public void register(String dc) {
        boolean added = database.write(transaction -> {
            // None while a datasource is registered: it would miss the DC, and the DC the datasource.
            Epochs.lock(transaction);
            if (transaction.execute(
                            "INSERT IGNORE INTO dcr_dc (dc, registered_at, contact_at) VALUES (?, NOW(3), NOW(3))", dc)
                    == 0) {
                return false;
            }
            for (String dataSource : transaction
                    .select("SELECT data_source FROM dcr_datasource ORDER BY data_source")
                    .mapTo(String.class)
                    .list()) {
                Head head = Head.lock(transaction, dataSource);
                setState(
                        transaction,
                        head,
                        dc,
                        head.seq() == 0 ? Membership.State.IN_SERVICE : Membership.State.CATCHING_UP);
            }
            return true;
        });
        if (added) {
            log.info("DC [{}] registered", dc);
        }
    }

    /** All DCs, by name. */
    public List<String> datacenters() {
        return database.read(handle -> handle.select("SELECT dc FROM dcr_dc ORDER BY dc")
                .mapTo(String.class)
                .list());
    }

    /** A steward's sign of life: it reaches the control database. Says nothing of whether clients reach its DC. */
    public void contact(String dc) {
        database.write(transaction -> transaction.execute("UPDATE dcr_dc SET contact_at = NOW(3) WHERE dc = ?", dc));
    }

    /** The last sign of life of each DC, by name. */
    public List<Contact> contacts() {
        return database.read(handle -> handle.select(
                        "SELECT dc, registered_at, contact_at, NOW(3) AS asked_at FROM dcr_dc ORDER BY dc")
                .map((row, context) -> new Contact(
                        row.getString("dc"),
                        Rows.instant(row, "registered_at"),
                        Rows.instant(row, "contact_at"),
                        Duration.between(Rows.instant(row, "contact_at"), Rows.instant(row, "asked_at"))))
                .list());
    }

    /** Who counts for a datasource. */
    public Membership membership(String dataSource) {
        return database.snapshot(handle -> DcRows.membership(handle, dataSource));
    }

    /** Takes a DC into service once it has voted for the head, with the answers of those in service. */
    public AdmitOutcome admit(String dataSource, String dc, long epoch) {
        AdmitOutcome outcome = database.write(transaction -> admit(transaction, dataSource, dc, epoch));
        log.info("Admission of DC [{}] for datasource [{}]: [{}]", dc, dataSource, outcome);
        return outcome;
    }

    private static AdmitOutcome admit(Handle transaction, String dataSource, String dc, long epoch) {
        long current = Epochs.lock(transaction);
        if (current != epoch) {
            return new AdmitOutcome.StaleEpoch(current);
        }
        Head head = Head.lock(transaction, dataSource);
        Membership membership = DcRows.membership(transaction, dataSource);
        Membership.State state = membership.members().get(dc);
        if (state == null) {
            return new AdmitOutcome.NotReady(List.of("DC [%s] isn't registered".formatted(dc)));
        }
        if (state == Membership.State.IN_SERVICE) {
            return new AdmitOutcome.Admitted();
        }
        List<String> unmet = unmet(transaction, head, membership, dc);
        if (!unmet.isEmpty()) {
            return new AdmitOutcome.NotReady(unmet);
        }
        setState(transaction, head, dc, Membership.State.IN_SERVICE);
        return new AdmitOutcome.Admitted();
    }

    private static List<String> unmet(Handle transaction, Head head, Membership membership, String dc) {
        Optional<ReleaseRef> release = head.release();
        if (release.isEmpty()) {
            return List.of();
        }
        List<Vote> votes = DcRows.votes(transaction, release.get());
        Optional<Vote> own = votes.stream().filter(vote -> vote.dc().equals(dc)).findFirst();
        if (own.isEmpty()) {
            return List.of("DC [%s] hasn't voted READY for the head [%s]".formatted(dc, release.get()));
        }
        List<String> unmet = new ArrayList<>();
        for (Vote vote : votes) {
            if (membership.inService().contains(vote.dc())
                    && !vote.answersDigest().equals(own.get().answersDigest())) {
                unmet.add("DC [%s] answers otherwise than DC [%s] at the head [%s]"
                        .formatted(dc, vote.dc(), release.get()));
            }
        }
        return unmet;
    }

    private static void setState(Handle transaction, Head head, String dc, Membership.State state) {
        transaction.execute(
                "INSERT INTO dcr_membership (data_source, dc, state) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE state = VALUES(state)",
                head.dataSource(),
                dc,
                state.name());
        head.bumpMembership(transaction);
    }

    /** A steward's account of how far a release has come in its DC. */
    public void progress(
            String dataSource, long seq, String dc, DcState state, long copied, long total, String detail) {
        database.write(transaction -> transaction.execute(
                "INSERT INTO dcr_progress (data_source, seq, dc, state, copied, total, detail, reported_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, NOW(3)) ON DUPLICATE KEY UPDATE state = VALUES(state),"
                        + " copied = VALUES(copied), total = VALUES(total), detail = VALUES(detail),"
                        + " reported_at = VALUES(reported_at)",
                dataSource,
                seq,
                dc,
                state.name(),
                copied,
                total,
                detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL))));
    }

    /** The accounts of all DCs on one release, by DC. */
    public List<Progress> progress(String dataSource, long seq) {
        return database.read(handle -> DcRows.progress(handle, dataSource, seq));
    }

    /** A steward's word that its DC is ready. Voting again replaces the DC's own vote. */
    public VoteOutcome vote(Vote vote) {
        VoteOutcome outcome = database.write(transaction -> vote(transaction, vote));
        log.info("Vote of DC [{}] for release [{}]: [{}]", vote.dc(), vote.release(), outcome);
        return outcome;
    }

    private static VoteOutcome vote(Handle transaction, Vote vote) {
        long current = Epochs.lock(transaction);
        if (vote.epoch() != current) {
            return new VoteOutcome.StaleEpoch(current);
        }
        ReleaseRef release = vote.release();
        boolean known = ReleaseRows.find(transaction, release.dataSource(), release.seq())
                .filter(found -> found.ref().equals(release))
                .isPresent();
        if (!known) {
            return new VoteOutcome.UnknownRelease();
        }
        transaction.execute(
                "INSERT INTO dcr_vote (data_source, seq, dc, root, answers_digest, epoch, incarnation, voted_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, NOW(3)) ON DUPLICATE KEY UPDATE root = VALUES(root),"
                        + " answers_digest = VALUES(answers_digest), epoch = VALUES(epoch),"
                        + " incarnation = VALUES(incarnation), voted_at = VALUES(voted_at)",
                release.dataSource(),
                release.seq(),
                vote.dc(),
                release.root(),
                vote.answersDigest(),
                vote.epoch(),
                vote.incarnation());
        return new VoteOutcome.Recorded();
    }

    /** The votes for one release, by DC. */
    public List<Vote> votes(ReleaseRef release) {
        return database.read(handle -> DcRows.votes(handle, release));
    }

    /** A steward's word that its DC answers from the release since {@code at}, by its own clock. The first word stands. */
    public void activated(ReleaseRef release, String dc, Instant at) {
        database.write(transaction -> transaction.execute(
                "INSERT IGNORE INTO dcr_activation (data_source, seq, dc, root, observed_at, recorded_at)"
                        + " VALUES (?, ?, ?, ?, ?, NOW(3))",
                release.dataSource(),
                release.seq(),
                dc,
                release.root(),
                LocalDateTime.ofInstant(at, ZoneOffset.UTC)));
    }

    /** Who answers from one release since when, by DC. */
    public List<Activation> activations(String dataSource, long seq) {
        return database.read(handle -> DcRows.activations(handle, dataSource, seq));
    }
}
