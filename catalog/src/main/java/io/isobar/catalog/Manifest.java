package io.isobar.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Describes one release: what it adds to its parent's view and takes from it. Its canonical JSON is the release's
 * identity:
 *
 * <pre>
 * {"header":{"format":1, "dataSource", "seq",
 *            "parent":{"seq","root"} or null, "contentOf": a seq or null, "replaced":[interval…],
 *            "segments","rows","bytes": of the whole view, "contentRoot": {@link View#contentRoot},
 *            "inputFingerprint","producerDc","homeEpoch", "added": how many, "removed": how many},
 *  "added":[segment…] in the order of ids, "removed":[id…] in order}
 * </pre>
 *
 * <p>without whitespace, fields in this order. The {@link #root} is the Merkle root over the header's bytes, then the
 * bytes of each added segment, then those of each removed id. Readers take nothing but this text: another order, a space
 * or an unknown field is refused.
 *
 * @param seq the parent's plus 1
 * @param parent none for the first release
 * @param contentOf for a rollback: the release whose content this one has again
 * @param totals of the whole view at this release
 * @param contentRoot of the whole view at this release
 */
public record Manifest(
        String dataSource,
        long seq,
        Optional<ReleaseRef> parent,
        OptionalLong contentOf,
        List<Interval> replaced,
        List<ReleaseSegment> added,
        List<SegmentId> removed,
        Totals totals,
        String contentRoot,
        String inputFingerprint,
        String producerDc,
        long homeEpoch) {
    /** The layout that this class writes, and the only one that it reads. */
    public static final int FORMAT = 1;

    public Manifest {
        replaced = List.copyOf(replaced);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        Sha256Hex.require("contentRoot of release [%d]".formatted(seq), contentRoot);
        requireNumbers(dataSource, seq, parent, contentOf);
        requireAscending("replaced interval", replaced);
        requireAscending("removed segment", removed);
        requireAscending("added segment", added.stream().map(ReleaseSegment::id).toList());
        requireOneDataSource(dataSource, added, removed);
    }

    /**
     * The release after {@code head} that a batch makes: it adds the batch's segments and removes all that the head has
     * in the replaced intervals.
     *
     * @throws UnpublishableBatchException if a segment of the head lies only partly in the replaced intervals
     */
    public static Manifest publishing(View head, SealedBatch batch) {
        IntervalSet replaced = IntervalSet.of(batch.replaced());
        List<SegmentId> removed = new ArrayList<>();
        for (SegmentId id : head.segments().keySet()) {
            if (replaced.contains(id.interval())) {
                removed.add(id);
            } else if (replaced.overlaps(id.interval())) {
                throw new UnpublishableBatchException(
                        ("Batch [%s] of datasource [%s] replaces %s, which is only a part of segment [%s]"
                                        + " of release [%d]: let the intervals of the batch cover all of it or none")
                                .formatted(
                                        batch.inputFingerprint(),
                                        batch.dataSource(),
                                        batch.replaced(),
                                        id,
                                        head.seq()));
            }
        }
        for (ReleaseSegment added : batch.segments()) {
            if (head.segments().containsKey(added.id())) {
                throw new UnpublishableBatchException(
                        "Batch [%s] adds segment [%s], which release [%d] has already: a batch needs a version of its own"
                                .formatted(batch.inputFingerprint(), added.id(), head.seq()));
            }
        }
        return following(
                head,
                OptionalLong.empty(),
                batch.replaced(),
                batch.segments(),
                removed,
                batch.inputFingerprint(),
                batch.producerDc(),
                batch.homeEpoch());
    }

    /** The release after {@code head} that has the content of an earlier one again. */
    public static Manifest rollingBack(
            View head, View target, String inputFingerprint, String producerDc, long homeEpoch) {
        List<SegmentId> removed = new ArrayList<>(head.segments().keySet());
        removed.removeAll(target.segments().keySet());
        List<ReleaseSegment> added = new ArrayList<>();
        List<Interval> touched = new ArrayList<>();
        for (ReleaseSegment segment : target.segments().values()) {
            if (!head.segments().containsKey(segment.id())) {
                added.add(segment);
                touched.add(segment.id().interval());
            }
        }
        removed.forEach(id -> touched.add(id.interval()));
        return following(
                head,
                OptionalLong.of(target.seq()),
                IntervalSet.of(touched).asList(),
                added,
                removed,
                inputFingerprint,
                producerDc,
                homeEpoch);
    }

    private static Manifest following(
            View head,
            OptionalLong contentOf,
            List<Interval> replaced,
            List<ReleaseSegment> added,
            List<SegmentId> removed,
            String inputFingerprint,
            String producerDc,
            long homeEpoch) {
        NavigableMap<SegmentId, ReleaseSegment> next = View.byId(head.segments().values());
        removed.forEach(next::remove);
        added.forEach(segment -> next.put(segment.id(), segment));
        return new Manifest(
                head.dataSource(),
                head.seq() + 1,
                head.release(),
                contentOf,
                replaced,
                added,
                removed,
                Totals.of(next.values()),
                View.contentRoot(next.values()),
                inputFingerprint,
                producerDc,
                homeEpoch);
    }

    /** The number of the parent; none for the first release. */
    public OptionalLong parentSeq() {
        return parent.isPresent() ? OptionalLong.of(parent.get().seq()) : OptionalLong.empty();
    }

    /** Names the release that this manifest describes. Hashes the whole manifest: keep it where it is used often. */
    public ReleaseRef release() {
        return new ReleaseRef(dataSource, seq, root());
    }

    /** The release's identity: 64 hex digits. Hashes the whole manifest. */
    public String root() {
        MerkleRoot root = new MerkleRoot().add(CanonicalJson.write(this::writeHeader));
        added.forEach(segment -> root.add(segment.canonicalJson()));
        removed.forEach(id -> root.add(CanonicalJson.write(out -> out.writeString(id.toString()))));
        return root.hex();
    }

    /** The first 8 hex digits of the {@link #root}. */
    public String root8() {
        return release().root8();
    }

    /** The one text of this manifest, see above. */
    public byte[] canonicalJson() {
        return CanonicalJson.write(out -> {
            out.writeStartObject();
            out.writeFieldName("header");
            writeHeader(out);
            out.writeArrayFieldStart("added");
            for (ReleaseSegment segment : added) {
                segment.writeTo(out);
            }
            out.writeEndArray();
            JsonFields.writeTexts(out, "removed", texts(removed));
            out.writeEndObject();
        });
    }

    private void writeHeader(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("format", FORMAT);
        out.writeStringField("dataSource", dataSource);
        out.writeNumberField("seq", seq);
        out.writeFieldName("parent");
        if (parent.isPresent()) {
            out.writeStartObject();
            out.writeNumberField("seq", parent.get().seq());
            out.writeStringField("root", parent.get().root());
            out.writeEndObject();
        } else {
            out.writeNull();
        }
        out.writeFieldName("contentOf");
        if (contentOf.isPresent()) {
            out.writeNumber(contentOf.getAsLong());
        } else {
            out.writeNull();
        }
        JsonFields.writeTexts(out, "replaced", texts(replaced));
        out.writeNumberField("segments", totals.segments());
        out.writeNumberField("rows", totals.rows());
        out.writeNumberField("bytes", totals.bytes());
        out.writeStringField("contentRoot", contentRoot);
        out.writeStringField("inputFingerprint", inputFingerprint);
        out.writeStringField("producerDc", producerDc);
        out.writeNumberField("homeEpoch", homeEpoch);
        out.writeNumberField("added", added.size());
        out.writeNumberField("removed", removed.size());
        out.writeEndObject();
    }

    /**
     * Reads the canonical JSON, and nothing else.
     *
     * @throws IllegalArgumentException if it is of a newer format, too long, or not canonical; says what and where
     */
    public static Manifest parse(byte[] json) {
        JsonFields fields = JsonFields.of("a manifest", CanonicalJson.read(json));
        JsonFields header = JsonFields.of("the header of a manifest", fields.any("header"));
        int format = header.intNumber("format");
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "Manifest of format [%d], but this Isobar reads format [%d]: use the version that wrote it, or a later one"
                            .formatted(format, FORMAT));
        }
        Manifest manifest = read(header, fields);
        header.refuseOthers();
        fields.refuseOthers();
        int difference = Arrays.mismatch(json, manifest.canonicalJson());
        if (difference >= 0) {
            throw new IllegalArgumentException(
                    "Manifest [%s:%d] isn't canonical at byte [%d]: it has been rewritten since it was made"
                            .formatted(manifest.dataSource, manifest.seq, difference));
        }
        return manifest;
    }

    private static Manifest read(JsonFields header, JsonFields fields) {
        String dataSource = header.text("dataSource");
        Manifest manifest = new Manifest(
                dataSource,
                header.number("seq"),
                readParent(dataSource, header.any("parent")),
                header.optionalNumber("contentOf"),
                header.texts("replaced").stream().map(Interval::parse).toList(),
                fields.array("added").stream()
                        .map(segment -> ReleaseSegment.fromJson(dataSource, segment))
                        .toList(),
                fields.texts("removed").stream()
                        .map(id -> SegmentId.parse(dataSource, id))
                        .toList(),
                new Totals(header.intNumber("segments"), header.number("rows"), header.number("bytes")),
                header.text("contentRoot"),
                header.text("inputFingerprint"),
                header.text("producerDc"),
                header.number("homeEpoch"));
        if (header.intNumber("added") != manifest.added.size()
                || header.intNumber("removed") != manifest.removed.size()) {
            throw new IllegalArgumentException(
                    "Manifest [%s:%d] lists [%d] added and [%d] removed segments, its header states others"
                            .formatted(dataSource, manifest.seq, manifest.added.size(), manifest.removed.size()));
        }
        return manifest;
    }

    private static Optional<ReleaseRef> readParent(String dataSource, JsonNode json) {
        if (json.isNull()) {
            return Optional.empty();
        }
        JsonFields fields = JsonFields.of("the parent of a manifest", json);
        ReleaseRef parent = new ReleaseRef(dataSource, fields.number("seq"), fields.text("root"));
        fields.refuseOthers();
        return Optional.of(parent);
    }

    private static void requireNumbers(
            String dataSource, long seq, Optional<ReleaseRef> parent, OptionalLong contentOf) {
        long before = parent.map(ReleaseRef::seq).orElse(0L);
        if (seq != before + 1
                || !parent.map(ReleaseRef::dataSource).orElse(dataSource).equals(dataSource)) {
            throw new IllegalArgumentException(
                    "Release [%d] of datasource [%s] can't follow [%s]: its number must be the next"
                            .formatted(
                                    seq,
                                    dataSource,
                                    parent.map(ReleaseRef::toString).orElse("no release")));
        }
        if (contentOf.isPresent() && (contentOf.getAsLong() < 1 || contentOf.getAsLong() >= seq)) {
            throw new IllegalArgumentException(
                    "Release [%d] of datasource [%s] can't have the content of release [%d]: it must be an earlier one"
                            .formatted(seq, dataSource, contentOf.getAsLong()));
        }
    }

    private static void requireOneDataSource(
            String dataSource, Collection<ReleaseSegment> added, Collection<SegmentId> removed) {
        Set<SegmentId> all = new HashSet<>(removed);
        for (ReleaseSegment segment : added) {
            if (!all.add(segment.id())) {
                throw new IllegalArgumentException(
                        "Segment [%s] is both removed and added by one manifest: an id has one content"
                                .formatted(segment.id()));
            }
        }
        for (SegmentId id : all) {
            if (!id.dataSource().equals(dataSource)) {
                throw new IllegalArgumentException(
                        "Segment [%s] in a manifest of datasource [%s]".formatted(id, dataSource));
            }
        }
    }

    private static <T extends Comparable<? super T>> void requireAscending(String what, List<T> values) {
        for (int i = 1; i < values.size(); i++) {
            if (Comparator.<T>naturalOrder().compare(values.get(i - 1), values.get(i)) >= 0) {
                throw new IllegalArgumentException(
                        "%s [%s] must not come after [%s] in a manifest: they ascend strictly"
                                .formatted(what, values.get(i), values.get(i - 1)));
            }
        }
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
