package io.isobar.replicator.rollout;

import static io.isobar.catalog.control.DcState.ACTIVE;
import static io.isobar.catalog.control.DcState.COPYING;
import static io.isobar.catalog.control.DcState.DRAINING;
import static io.isobar.catalog.control.DcState.LOADING;
import static io.isobar.catalog.control.DcState.LOAD_STUCK;
import static io.isobar.catalog.control.DcState.QUARANTINED;
import static io.isobar.catalog.control.DcState.READY;
import static io.isobar.catalog.control.DcState.RETIRED;
import static io.isobar.catalog.control.DcState.STAGED;
import static io.isobar.catalog.control.DcState.WARMING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DcTransitionsTest {
    @Test
    void fallsBackAsFarAsItMustBeforeItPromises() {
        assertThat(DcTransitions.allowed(WARMING, COPYING)).isTrue();
        assertThat(DcTransitions.allowed(QUARANTINED, COPYING)).isTrue();
        assertThat(DcTransitions.allowed(LOAD_STUCK, LOADING)).isTrue();
    }

    @Test
    void promisesOnlyAfterTheGoldenQuestions() {
        assertThat(DcTransitions.allowed(WARMING, READY)).isTrue();
        assertThat(DcTransitions.allowed(STAGED, READY)).isFalse();
        assertThat(DcTransitions.allowed(STAGED, ACTIVE)).isFalse();
    }

    @Test
    void goesOnlyForwardOnceItPromised() {
        assertThat(DcTransitions.allowed(READY, COPYING)).isFalse();
        assertThat(DcTransitions.allowed(READY, ACTIVE)).isTrue();
        assertThat(DcTransitions.allowed(READY, RETIRED)).isFalse();
        assertThat(DcTransitions.allowed(ACTIVE, DRAINING)).isTrue();
        assertThat(DcTransitions.allowed(DRAINING, RETIRED)).isTrue();
        assertThat(DcTransitions.allowed(RETIRED, ACTIVE)).isFalse();
    }
}
