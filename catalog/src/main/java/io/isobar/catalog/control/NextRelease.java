package io.isobar.catalog.control;

import io.isobar.catalog.Manifest;
import io.isobar.catalog.UnpublishableBatchException;
import io.isobar.catalog.View;
import org.jdbi.v3.core.Handle;

/** The manifest that a sealed batch, or a request for a rollback, would have as the release after a view. */
final class NextRelease {
    private NextRelease() {}

    /**
     * Describes the release.
     *
     * @throws UnpublishableBatchException if the batch can't follow that view
     */
    static Manifest of(Handle handle, Views views, View head, Batch batch) {
        if (batch.contentOf().isEmpty()) {
            return Manifest.publishing(head, BatchRows.content(handle, batch));
        }
        View target = views.at(handle, batch.dataSource(), batch.contentOf().getAsLong());
        Home home = handle.select(
                        "SELECT d.home_dc, b.home_epoch FROM dcr_batch b JOIN dcr_datasource d ON d.data_source = b.data_source"
                                + " WHERE b.data_source = ? AND b.input_fingerprint = ?",
                        batch.dataSource(),
                        batch.inputFingerprint())
                .map((row, context) ->
                        new Home(batch.dataSource(), row.getString("home_dc"), row.getLong("home_epoch")))
                .one();
        return Manifest.rollingBack(head, target, batch.inputFingerprint(), home.dc(), home.epoch());
    }
}
