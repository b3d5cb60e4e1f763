package io.isobar.indexer.segments;

import io.isobar.catalog.IntervalSet;
import io.isobar.catalog.dc.DruidMetadata;
import io.isobar.indexer.spec.DruidTables;
import io.isobar.indexer.spec.SegmentsOrigin;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Decides who knows the segments of a datasource: our releases, or a Druid's tables. While one moves from the other both may
 * have it, and taking the wrong one would lose rows; then the owner says which.
 */
public final class SegmentOrigins implements AutoCloseable {
    private final SegmentsOrigin.From from;
    private final CatalogSegments catalog;
    private final Optional<DruidMetadata> druid;

    private SegmentOrigins(SegmentsOrigin.From from, CatalogSegments catalog, Optional<DruidMetadata> druid) {
        this.from = from;
        this.catalog = catalog;
        this.druid = druid;
    }

    /** Connects to Druid's tables, if there are any and they are wanted. */
    public static SegmentOrigins open(SegmentsOrigin origin, CatalogSegments catalog) throws IOException {
        if (origin.from() == SegmentsOrigin.From.DRUID && origin.druid().isEmpty()) {
            throw new IOException("Segments are to be read by Druid's tables, and nothing says where these are:"
                    + " set [indexer.druid.url], or [ioConfig.metadataUpdateSpec]");
        }
        if (origin.from() == SegmentsOrigin.From.CATALOG || origin.druid().isEmpty()) {
            return new SegmentOrigins(SegmentsOrigin.From.CATALOG, catalog, Optional.empty());
        }
        DruidTables tables = origin.druid().get();
        return new SegmentOrigins(
                origin.from(),
                catalog,
                Optional.of(DruidMetadata.open(
                        tables.url(), tables.user(), tables.password().value(), tables.table())));
    }

    /** Who lists the segments that the spec reads. */
    public SegmentSource of(SegmentsSpec spec) throws IOException {
        if (druid.isEmpty()) {
            return catalog;
        }
        DruidSegments inDruid = new DruidSegments(druid.get());
        List<Interval> intervals = IntervalSet.of(spec.intervals()).asList();
        if (from == SegmentsOrigin.From.DRUID
                || catalog.visible(spec.dataSource(), intervals).isEmpty()) {
            return inDruid;
        }
        if (inDruid.visible(spec.dataSource(), intervals).isEmpty()) {
            return catalog;
        }
        throw new IOException(
                ("Datasource [%s] has segments in %s by %s, and by %s: say which are read with [indexer.segments-from]:"
                                + " catalog or druid")
                        .formatted(spec.dataSource(), intervals, catalog.origin(), inDruid.origin()));
    }

    @Override
    public void close() {
        druid.ifPresent(DruidMetadata::close);
    }
}
