package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TellingShuffleTest {
    @Test
    void saysWhyAThreadOfHadoopsFailed() {
        IOException failure = new IOException("error in shuffle in fetcher#3", new IOException("Exceeded the limit"));

        assertThat(TellingShuffle.withItsCause(failure))
                .hasMessage("error in shuffle in fetcher#3: Exceeded the limit")
                .hasCause(failure);
    }

    @Test
    void leavesAFailureWithoutMoreToSayAsItIs() {
        IOException alone = new IOException("no room");
        IOException mute = new IOException("no room", new InterruptedException());

        assertThat(TellingShuffle.withItsCause(alone)).isSameAs(alone);
        assertThat(TellingShuffle.withItsCause(mute)).isSameAs(mute);
    }
}
