package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.serving.http.Json;
import io.isobar.serving.token.SeenRelease;
import org.junit.jupiter.api.Test;

class DcStateTest {
    private final DcState state = parse("""
            {"dc": "east", "role": "broker", "datasources": {"flights": {"head": 4, "root8": "00000004", "open": [
                {"seq": 3, "root8": "00000003", "state": "PREVIOUS", "available": true},
                {"seq": 4, "root8": "00000004", "state": "HEAD", "available": true},
                {"seq": 5, "root8": "00000005", "state": "STAGED", "available": false}]},
              "new": {"open": [{"seq": 1, "root8": "00000001", "state": "STAGED", "available": true}]}}}
            """);

    private static DcState parse(String json) {
        try {
            return DcState.parse(Json.MAPPER.readTree(json));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Need seen(long seq) {
        return Need.atLeast(new SeenRelease("flights", seq, "00000000"));
    }

    @Test
    void withoutANeedTheHeadHasToBeLoaded() {
        assertThat(state.obstacle(Need.any("flights"))).isEmpty();
        assertThat(state.obstacle(Need.any("new"))).contains("release 0 isn't open, the head is 0");
        assertThat(state.obstacle(Need.any("others"))).contains("has no release of others");
        assertThat(state.obstacle(Need.any(""))).isEmpty();
    }

    @Test
    void aClientThatHasSeenLessGetsTheHead() {
        assertThat(state.obstacle(seen(3))).isEmpty();
        assertThat(state.obstacle(seen(4))).isEmpty();
    }

    @Test
    void aClientThatHasSeenMoreNeedsThatReleaseLoaded() {
        assertThat(state.obstacle(seen(5))).contains("release 5 isn't loaded");
        assertThat(state.obstacle(seen(6))).contains("release 6 isn't open, the head is 4");
    }

    @Test
    void aQueryThatNamesAReleaseNeedsExactlyThat() {
        assertThat(state.obstacle(Need.exactly("flights", 3))).isEmpty();
        assertThat(state.obstacle(Need.exactly("flights", 2))).contains("release 2 isn't open, the head is 4");
    }

    @Test
    void aDataCenterThatCannotBeReachedCanServeNothing() {
        assertThat(DcState.unreachable("is down").obstacle(Need.any(""))).contains("is down");
    }
}
