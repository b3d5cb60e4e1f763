package io.isobar.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The fact that a release became the head: one link of the commit chain. Two commits of one number with different chain
 * hashes mean that two controllers believed to lead.
 *
 * @param chain SHA-256 over the chain hash before, the root, the number and the epoch
 * @param epoch of the controller that committed
 */
public record Commit(ReleaseRef release, String chain, long epoch) {
    /** The chain hash before the first commit. */
    public static final String GENESIS = "0".repeat(64);

    public Commit {
        Sha256Hex.require("chain hash of release [%s]".formatted(release), chain);
    }

    /** The commit that follows the one with the chain hash {@code previous}. */
    public static Commit after(String previous, ReleaseRef release, long epoch) {
        MessageDigest sha256 = MerkleRoot.newSha256();
        String link =
                previous + "\n" + release.dataSource() + "\n" + release.root() + "\n" + release.seq() + "\n" + epoch;
        String chain = HexFormat.of().formatHex(sha256.digest(link.getBytes(StandardCharsets.UTF_8)));
        return new Commit(release, chain, epoch);
    }

    /** Whether this is the commit that follows the one with the chain hash {@code previous}. */
    public boolean follows(String previous) {
        return equals(after(previous, release, epoch));
    }
}
