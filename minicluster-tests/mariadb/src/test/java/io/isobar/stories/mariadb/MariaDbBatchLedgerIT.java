package io.isobar.stories.mariadb;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.AbstractBatchLedgerContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MariaDbBatchLedgerIT extends AbstractBatchLedgerContract {
    @Override
    protected DatabaseConfig freshDatabase() throws Exception {
        return MariaDb.fresh();
    }
}
