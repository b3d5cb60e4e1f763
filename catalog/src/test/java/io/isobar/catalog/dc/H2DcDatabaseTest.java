package io.isobar.catalog.dc;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.TestDatabases;

class H2DcDatabaseTest extends AbstractDcDatabaseContract {
    @Override
    protected DatabaseConfig freshDatabase() {
        return TestDatabases.fresh();
    }
}
