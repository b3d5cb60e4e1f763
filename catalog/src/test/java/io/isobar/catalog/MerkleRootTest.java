package io.isobar.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleRootTest {
    @Test
    void ofNothingIsTheHashOfNothing() {
        assertThat(new MerkleRoot().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 100})
    void equalsTheRecursiveDefinition(int leaves) {
        List<byte[]> values = new ArrayList<>();
        MerkleRoot root = new MerkleRoot();
        for (int i = 0; i < leaves; i++) {
            values.add(("leaf " + i).getBytes(StandardCharsets.UTF_8));
            root.add(values.get(i));
        }

        assertThat(root.hex()).isEqualTo(HexFormat.of().formatHex(recursive(values)));
    }

    @Test
    void tellsALeafFromAnInnerNode() {
        byte[] twoHashes = new byte[64];

        assertThat(new MerkleRoot().add(twoHashes).hex())
                .isNotEqualTo(new MerkleRoot().add(new byte[0]).add(new byte[0]).hex());
    }

    /** RFC 6962 §2.1, as it is written there. */
    private static byte[] recursive(List<byte[]> leaves) {
        MessageDigest sha256 = MerkleRoot.newSha256();
        if (leaves.size() == 1) {
            sha256.update((byte) 0);
            return sha256.digest(leaves.get(0));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        byte[] left = recursive(leaves.subList(0, split));
        byte[] right = recursive(leaves.subList(split, leaves.size()));
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }
}
