package io.isobar.cli.serve;

import io.isobar.catalog.config.Settings;
import io.isobar.cli.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs roles until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Run one role or several in this process, until SIGTERM or Ctrl-C; they stop in reverse order.",
            "Roles: control-db, zookeeper, dc-db, controller (with the console), steward, coordinator, broker, router,"
                    + " historical. Examples of configuration files are in conf/."
        },
        exitCodeList = {
            "0:never: it ends with a signal",
            "1:a role can't start",
            "2:wrong usage",
            "143:stopped by SIGTERM"
        },
        footer = "  isobar serve --roles steward,coordinator,broker,router --config conf/datacenter.properties")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(names = "--roles", required = true, split = ",", paramLabel = "ROLE", description = "What to run.")
    private List<String> names = List.of();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Properties; unknown keys are refused.")
    private Path config;

    @Option(
            names = "--state-file",
            paramLabel = "FILE",
            description = "Written once all roles are ready: the process id and where each role listens (JSON);"
                    + " removed when they stop.")
    private Optional<Path> stateFile = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Set<Role> roles = roles();
        if (!Files.isRegularFile(config)) {
            throw new ParameterException(spec.commandLine(), "No file [" + config + "] for --config");
        }
        Map<Role, PreparedRole> prepared = prepare(roles, Settings.load(config));
        RoleStack stack = new RoleStack();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, stopped), "stop-roles"));
        start(prepared, stack);
        tellReady(stack);
        stopped.await();
        return 0;
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Role.of(name.strip())
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "Unknown role [%s]: there are %s".formatted(name, Role.names()))));
        }
        return roles;
    }

    /** Reads all settings before anything starts, so that a wrong key of the last role is told at once. */
    static Map<Role, PreparedRole> prepare(Set<Role> roles, Settings settings) {
        Map<Role, PreparedRole> prepared = new EnumMap<>(Role.class);
        for (Role role : roles) {
            prepared.put(role, role.prepare(settings));
        }
        SharedKeys.refuseUnknown(settings, roles.stream().map(Role::text).collect(Collectors.toSet()));
        return prepared;
    }

    private static void start(Map<Role, PreparedRole> prepared, RoleStack stack) {
        for (Map.Entry<Role, PreparedRole> role : prepared.entrySet()) {
            try {
                stack.start(role.getKey().text(), role.getValue());
            } catch (Exception e) {
                LOG.error("Role [{}] can't start", role.getKey().text(), e);
                stack.close();
                throw new CommandFailedException(
                        "Role [%s] can't start: %s".formatted(role.getKey().text(), reason(e)), e);
            }
        }
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void tellReady(RoleStack stack) throws IOException {
        ServeState state = new ServeState(ProcessHandle.current().pid(), stack.addresses());
        if (stateFile.isPresent()) {
            state.write(stateFile.get());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready pid=" + state.pid() + " "
                + state.roles().entrySet().stream()
                        .map(role -> role.getKey() + "=" + role.getValue())
                        .collect(Collectors.joining(" ")));
        out.flush();
    }

    private void stop(RoleStack stack, CountDownLatch stopped) {
        try {
            if (stateFile.isPresent()) {
                Files.deleteIfExists(stateFile.get());
            }
        } catch (IOException e) {
            LOG.warn("State file [{}] can't be removed", stateFile.get(), e);
        }
        stack.close();
        stopped.countDown();
    }
}
