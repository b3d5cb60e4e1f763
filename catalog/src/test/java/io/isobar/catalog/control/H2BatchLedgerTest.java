package io.isobar.catalog.control;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.TestDatabases;

class H2BatchLedgerTest extends AbstractBatchLedgerContract {
    @Override
    protected DatabaseConfig freshDatabase() {
        return TestDatabases.fresh();
    }
}
