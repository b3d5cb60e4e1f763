package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;
import java.time.Instant;
import java.util.List;

/** The DCs: which there are, which count, and what the steward of each reports on rows of its own. */
@SuppressWarnings("DoNotCallSuggester")
public final class DcLedger {
    /** Makes a DC known. It is in service for datasources without a release, and catches up for the others. */
    public void register(String dc) {
        throw new UnsupportedOperationException();
    }

    /** All DCs, by name. */
    public List<String> datacenters() {
        throw new UnsupportedOperationException();
    }

    /** Who counts for a datasource. */
    public Membership membership(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** Takes a DC into service once it has voted for the head. */
    public AdmitOutcome admit(String dataSource, String dc, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** A steward's account of how far a release has come. */
    public void progress(
            String dataSource, long seq, String dc, DcState state, long copied, long total, String detail) {
        throw new UnsupportedOperationException();
    }

    /** The accounts of all DCs on one release, by DC. */
    public List<Progress> progress(String dataSource, long seq) {
        throw new UnsupportedOperationException();
    }

    /** A steward's word that its DC is ready. Voting again replaces the DC's own vote. */
    public VoteOutcome vote(Vote vote) {
        throw new UnsupportedOperationException();
    }

    /** The votes for one release, by DC. */
    public List<Vote> votes(ReleaseRef release) {
        throw new UnsupportedOperationException();
    }

    /** A steward's word that its DC answers from the release. The first word stands. */
    public void activated(ReleaseRef release, String dc, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** Who answers from one release since when, by DC. */
    public List<Activation> activations(String dataSource, long seq) {
        throw new UnsupportedOperationException();
    }
}
