package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.catalog.sql.TestDatabases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that dies around COMMIT: whether the database committed isn't known until it is asked again. */
class AmbiguousCommitTest extends AbstractLedgerContract {
    private enum Fault {
        NONE,
        DIE_BEFORE_COMMIT,
        DIE_AFTER_COMMIT,
        DIE_AND_STAY_AWAY
    }

    private Fault fault = Fault.NONE;
    private ControlDatabase faulty;
    private ReleaseRef release;
    private long epoch;

    @Override
    protected DatabaseConfig freshDatabase() {
        return TestDatabases.fresh();
    }

    @BeforeEach
    void prepareARelease() {
        faulty = ControlDatabase.over(SqlDatabase.over(dying(database.connections())));
        long home = twoDatacenters();
        epoch = control.releases().mintEpoch("controller");
        seal("a", home, 0, 2);
        release = distribute(epoch);
        vote(release, "east", epoch);
        vote(release, "west", epoch);
    }

    @Test
    void isASuccessIfTheDatabaseHadCommitted() {
        fault = Fault.DIE_AFTER_COMMIT;

        assertThat(faulty.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(control.releases().head(FLIGHTS).orElseThrow().ref()).isEqualTo(release);
    }

    @Test
    void isUnknownIfItHadNotAndAskingAgainCommits() {
        fault = Fault.DIE_BEFORE_COMMIT;

        assertThat(faulty.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Unknown.class);
        fault = Fault.NONE;
        assertThat(faulty.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Committed.class);
    }

    @Test
    void isUnknownWhileTheDatabaseStaysAwayAndAskingLaterTells() {
        fault = Fault.DIE_AND_STAY_AWAY;

        assertThat(faulty.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Unknown.class);
        fault = Fault.NONE;
        assertThat(faulty.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.AlreadyCommitted.class);
        assertThat(control.releases().chain(FLIGHTS)).hasSize(1);
    }

    /** Connections that fail as {@link #fault} says. */
    private DataSource dying(DataSource real) {
        boolean[] away = {false};
        return proxy(DataSource.class, (method, arguments) -> {
            if (away[0] && fault == Fault.DIE_AND_STAY_AWAY) {
                throw died();
            }
            Object result = method.invoke(real, arguments);
            return result instanceof Connection connection ? dying(connection, away) : result;
        });
    }

    private Connection dying(Connection real, boolean[] away) {
        return proxy(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("commit") || fault == Fault.NONE) {
                return method.invoke(real, arguments);
            }
            if (fault == Fault.DIE_BEFORE_COMMIT) {
                real.rollback();
            } else {
                real.commit();
            }
            away[0] = true;
            throw died();
        });
    }

    private static SQLException died() {
        return new SQLException("Communications link failure", "08S01");
    }

    private interface Call {
        Object to(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                AmbiguousCommitTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
