package io.isobar.stories.mariadb;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.dc.AbstractDcDatabaseContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MysqlDriverDcDatabaseIT extends AbstractDcDatabaseContract {
    @Override
    protected DatabaseConfig freshDatabase() throws Exception {
        return MariaDb.freshForMysqlDriver();
    }
}
