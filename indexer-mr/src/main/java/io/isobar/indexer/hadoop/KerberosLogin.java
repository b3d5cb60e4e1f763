package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.security.UserGroupInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the driver in to a secured cluster, by a keytab or by the ticket that is there. Druid's names for principal and keytab
 * are understood, since specs may carry them among their {@code jobProperties}. Neither travels to tasks: they get delegation
 * tokens.
 */
final class KerberosLogin {
    private static final List<String> PRINCIPALS =
            List.of(HadoopSetup.KERBEROS_PRINCIPAL, "druid.hadoop.security.kerberos.principal");
    private static final List<String> KEYTABS =
            List.of(HadoopSetup.KERBEROS_KEYTAB, "druid.hadoop.security.kerberos.keytab");
    private static final Logger log = LoggerFactory.getLogger(KerberosLogin.class);

    private final Configuration conf;
    private final Optional<String> principal;
    private final Optional<String> keytab;

    private KerberosLogin(Configuration conf, Optional<String> principal, Optional<String> keytab) {
        this.conf = conf;
        this.principal = principal;
        this.keytab = keytab;
    }

    /** Takes principal and keytab out of {@code conf}. */
    static KerberosLogin from(Configuration conf) {
        return new KerberosLogin(conf, take(conf, PRINCIPALS), take(conf, KEYTABS));
    }

    private static Optional<String> take(Configuration conf, List<String> names) {
        Optional<String> first = names.stream()
                .map(name -> conf.get(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
        names.forEach(conf::unset);
        return first;
    }

    /** Does nothing where nobody asks for Kerberos. */
    void run() throws IOException {
        if (principal.isPresent() != keytab.isPresent()) {
            throw new IllegalArgumentException(
                    "[indexer.kerberos.principal] and [indexer.kerberos.keytab] go together: one of them is missing");
        }
        boolean secured = conf.get(CommonConfigurationKeysPublic.HADOOP_SECURITY_AUTHENTICATION, "simple")
                .equalsIgnoreCase("kerberos");
        if (!secured) {
            if (principal.isPresent()) {
                throw new IllegalArgumentException(
                        "[indexer.kerberos.principal] is given, but [hadoop.security.authentication] isn't [kerberos]: name the cluster's core-site.xml in [indexer.hadoop-files]");
            }
            return;
        }
        // without it a run that is longer than its ticket fails at the next request to HDFS
        conf.setBoolean(CommonConfigurationKeysPublic.HADOOP_KERBEROS_KEYTAB_LOGIN_AUTORENEWAL_ENABLED, true);
        UserGroupInformation.setConfiguration(conf);
        if (principal.isPresent()) {
            fromKeytab(principal.get(), Path.of(keytab.orElseThrow()));
        } else if (!UserGroupInformation.getLoginUser().hasKerberosCredentials()) {
            throw new IOException(
                    "The cluster asks for Kerberos, and there is no ticket: run kinit, or set [indexer.kerberos.principal] and [indexer.kerberos.keytab]");
        }
        log.info("Logged in as [{}]", UserGroupInformation.getLoginUser().getUserName());
    }

    private static void fromKeytab(String principal, Path keytab) throws IOException {
        if (!Files.isReadable(keytab)) {
            throw new IOException("Keytab [" + keytab + "] can't be read by [" + System.getProperty("user.name") + "]");
        }
        try {
            UserGroupInformation.loginUserFromKeytab(principal, keytab.toString());
        } catch (IOException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new IOException(
                    "Can't log in as [%s] with keytab [%s]: %s".formatted(principal, keytab, root.getMessage()), e);
        }
    }
}
