package io.isobar.catalog.sql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;

/**
 * Tells the pool which connections are beyond use. It knows the codes of some databases and not H2's, and it looks
 * whether a connection lives only after half a second of rest: whoever asks more often would be given the same dead one
 * for ever after the database was restarted.
 */
public final class BrokenConnections implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException problem) {
        return problem instanceof SQLNonTransientConnectionException || problem instanceof SQLRecoverableException
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
