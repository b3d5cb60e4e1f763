package io.isobar.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * The root of a Merkle tree over leaves added in order, shaped as in RFC 6962 §2.1: SHA-256, a leaf is hashed after a
 * byte 0, an inner node after a byte 1, so that no inner node can pass for a leaf. Keeps one hash for each level.
 */
final class MerkleRoot {
    /** A perfect subtree of {@code leaves} leaves, a power of two. */
    private static final class Subtree {
        final long leaves;
        final byte[] hash;

        Subtree(long leaves, byte[] hash) {
            this.leaves = leaves;
            this.hash = hash;
        }
    }

    private final MessageDigest sha256 = newSha256();
    private final Deque<Subtree> largestLast = new ArrayDeque<>();

    MerkleRoot add(byte[] leaf) {
        sha256.update((byte) 0);
        Subtree top = new Subtree(1, sha256.digest(leaf));
        while (!largestLast.isEmpty() && largestLast.peek().leaves == top.leaves) {
            Subtree left = largestLast.pop();
            top = new Subtree(left.leaves + top.leaves, inner(left.hash, top.hash));
        }
        largestLast.push(top);
        return this;
    }

    /** The root of the leaves so far, as 64 hex digits; of none, the hash of nothing. */
    String hex() {
        Iterator<Subtree> fromTheRight = largestLast.iterator();
        if (!fromTheRight.hasNext()) {
            return HexFormat.of().formatHex(sha256.digest());
        }
        byte[] root = fromTheRight.next().hash;
        while (fromTheRight.hasNext()) {
            root = inner(fromTheRight.next().hash, root);
        }
        return HexFormat.of().formatHex(root);
    }

    private byte[] inner(byte[] left, byte[] right) {
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }
}
